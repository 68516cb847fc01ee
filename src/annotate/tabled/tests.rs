//! What the tables of each language must give, claim by claim, and that a new language needs tables alone.

use std::sync::LazyLock;

use proptest::prelude::*;

use super::*;
use crate::article::QuoteKind;

fn annotated(language: &str, body: &str) -> Annotated {
    annotate(Article { body: body.into(), ..Article::default() }, Lexicon::of(language).unwrap())
}

/// For each quotation: its pieces joined with " … ", and who spoke.
fn said(Annotated { article, quotes, .. }: &Annotated) -> Vec<(String, String)> {
    let content =
        |quote: &Quote| quote.pieces.iter().map(|piece| piece.of(&article.body)).collect::<Vec<_>>().join(" … ");
    let speaker = |quote: &Quote| quote.speaker.as_ref().map_or_else(|| "?".to_owned(), |speaker| speaker.name.clone());
    quotes.iter().map(|quote| (content(quote), speaker(quote))).collect()
}

/// `body` holds one quotation: these words, by this speaker.
#[track_caller]
fn one(language: &str, body: &str, content: &str, speaker: &str) {
    assert_eq!(said(&annotated(language, body)), [(content.to_owned(), speaker.to_owned())], "{body}");
}

/// The source of the first quotation.
fn source(language: &str, body: &str) -> Option<String> {
    annotated(language, body).quotes[0].source.map(|source| source.of(body).to_owned())
}

#[test]
fn german_speakers_stand_on_either_side() {
    one("de", "„Der Damm hält“, sagte Ilse Varga am Montag.", "Der Damm hält", "Ilse Varga");
    one("de", "Ilse Varga sagte: „Der Damm hält noch lange.“", "Der Damm hält noch lange.", "Ilse Varga");
    one("de", "„Der Damm“, so Ingenieurin Ilse Varga, „hält noch.“", "Der Damm … hält noch.", "Ilse Varga");
    one("de", "Am Montag teilte Ilse Varga mit, der Damm werde halten.", "der Damm werde halten", "Ilse Varga");
}

#[test]
fn german_reports_with_prepositions_on_either_side() {
    one("de", "Laut Ilse Varga hält der Damm noch zehn Jahre.", "hält der Damm noch zehn Jahre", "Ilse Varga");
    one("de", "Der Damm hält nach Angaben von Ilse Varga noch lange.", "Der Damm hält … noch lange", "Ilse Varga");
    one("de", "Ilse Varga zufolge hält der Damm noch lange.", "hält der Damm noch lange", "Ilse Varga");
}

#[test]
fn german_sentences_go_on_with_a_report_by_their_verb() {
    let found = said(&annotated("de", "Ilse Varga sagte, dass der Damm halte. Er sei im Juni geprüft worden."));
    assert_eq!(found[1], ("Er sei im Juni geprüft worden".into(), "Ilse Varga".into()));
}

#[test]
fn a_german_insertion_stands_between_source_and_verb() {
    let body = "Ilse Varga, die den Damm geprüft hat, wies darauf hin, dass er hält.";
    one("de", body, "er hält", "Ilse Varga");
}

#[test]
fn german_names_in_marks_are_no_quotations() {
    assert!(said(&annotated("de", "Das Schiff „Morgenstern“ lag im Hafen.")).is_empty());
    assert!(said(&annotated("de", "Sie las die Zeitung „Der Bote“.")).is_empty());
}

#[test]
fn german_roles_are_what_stands_before_the_name() {
    let found = annotated("de", "„Der Damm hält“, sagte Umweltministerin Ilse Varga.");
    let speaker = found.quotes[0].speaker.as_ref().unwrap();
    assert_eq!((speaker.name.as_str(), speaker.role.as_deref()), ("Ilse Varga", Some("Umweltministerin")));
}

#[test]
fn a_german_description_is_a_role_and_a_form_of_address_is_none() {
    let role = |body: &str| annotated("de", body).quotes[0].speaker.clone().and_then(|speaker| speaker.role);
    let body = "„Er hält“, sagte Ilse Varga, die Sprecherin der Stadt.";
    assert_eq!(role(body).as_deref(), Some("Sprecherin der Stadt"));
    assert_eq!(role("„Er hält“, sagte Frau Varga."), None);
}

#[test]
fn a_german_pronoun_goes_to_the_person_of_its_gender() {
    let body =
        "Ilse Varga traf Peter Holm in Oslo.\n\n„Der Damm hält“, sagte sie.\n\n„Das glaube ich nicht“, sagte er.";
    let speakers: Vec<String> = said(&annotated("de", body)).into_iter().map(|(_, speaker)| speaker).collect();
    assert_eq!(speakers, ["Ilse Varga", "Peter Holm"]);
}

#[test]
fn french_reporting_clauses_stand_inside_the_marks() {
    let found = annotated("fr", "« Nous irons, promet Sophie Varga, jusqu’au bout. »");
    assert_eq!(said(&found), [("Nous irons … jusqu’au bout.".to_owned(), "Sophie Varga".to_owned())]);
    let body = "Sophie Varga est venue. « Le barrage tient, dit-elle. Nous l’avons vu. »";
    assert_eq!(said(&annotated("fr", body))[0].1, "Sophie Varga");
}

#[test]
fn french_verbs_stand_before_their_subject() {
    one("fr", "« Le barrage tiendra », a déclaré la ministre Sophie Varga.", "Le barrage tiendra", "Sophie Varga");
    one("fr", "« Le barrage tiendra », s’étrangle Sophie Varga.", "Le barrage tiendra", "Sophie Varga");
    one("fr", "Sophie Varga a ajouté que le barrage tiendrait.", "le barrage tiendrait", "Sophie Varga");
    one("fr", "Selon Sophie Varga, le barrage tiendra.", "le barrage tiendra", "Sophie Varga");
}

#[test]
fn a_french_description_is_a_role() {
    let found = annotated("fr", "« Il tient », dit Sophie Varga, directrice de l’agence.");
    assert_eq!(found.quotes[0].speaker.as_ref().unwrap().role.as_deref(), Some("directrice de l’agence"));
}

#[test]
fn an_office_may_stand_before_a_comma_and_the_name() {
    let found = annotated("fr", "« Il tient », a dit la ministre de la santé, Sophie Varga.");
    let speaker = found.quotes[0].speaker.as_ref().unwrap();
    assert_eq!((speaker.name.as_str(), speaker.role.as_deref()), ("Sophie Varga", Some("ministre de la santé")));
}

#[test]
fn spanish_dashes_open_speech_and_what_interrupts_it() {
    let found = annotated("es", "—Nadie se irá —dijo la alcaldesa Inés Varga—. Nadie.");
    assert_eq!(said(&found), [("Nadie se irá … Nadie.".to_owned(), "Inés Varga".to_owned())]);
}

#[test]
fn a_list_with_dashes_is_no_speech() {
    assert!(said(&annotated("es", "—El primer punto del acuerdo.\n\n—El segundo punto del acuerdo.")).is_empty());
}

#[test]
fn spanish_verbs_may_do_without_a_subject() {
    let body = "La alcaldesa Inés Varga visitó la presa. «La presa aguanta», respondió.";
    one("es", body, "La presa aguanta", "Inés Varga");
    let body = "Inés Varga dijo que la presa aguanta. Añadió que se revisará.";
    assert_eq!(said(&annotated("es", body))[1], ("se revisará".to_owned(), "Inés Varga".to_owned()));
}

#[test]
fn spanish_people_are_called_by_the_first_of_two_surnames() {
    let body = "Inés Varga Montoro vino el lunes. «La presa aguanta», explicó Varga.";
    one("es", body, "La presa aguanta", "Inés Varga Montoro");
}

#[test]
fn spanish_reports_stand_before_and_behind() {
    one("es", "Según Inés Varga, la presa aguantará.", "la presa aguantará", "Inés Varga");
    assert_eq!(source("es", "Aseguró la alcaldesa que la presa aguantará.").as_deref(), Some("la alcaldesa"));
}

#[test]
fn a_spanish_verb_without_a_subject_has_the_one_before_and_reports_all_its_sentence() {
    let body = "Inés Varga dijo que la presa es segura. La presa de Oslo aguantará, recuerda, muchos años. El muro resistirá otro \
        invierno, aseguró.";
    let found = said(&annotated("es", body));
    let expected = ["la presa es segura", "La presa de Oslo aguantará", "El muro resistirá otro invierno"];
    assert_eq!(found, expected.map(|words| (words.to_owned(), "Inés Varga".to_owned())));
}

#[test]
fn a_turn_keeps_its_speaker_over_paragraphs() {
    let body = "VARGA: La presa aguanta.\n\nYo la he visto.\n\nLUND: No.\n\nVARGA: Sí.";
    let sources: Vec<String> = annotated("es", body)
        .quotes
        .iter()
        .map(|quote| quote.source.map_or_else(String::new, |source| source.of(body).to_owned()))
        .collect();
    assert!(sources.iter().all(|source| matches!(source.as_str(), "VARGA" | "LUND")), "{sources:?}");
}

#[test]
fn a_partly_marked_clause_is_mixed_and_whole() {
    let found = annotated("de", "Ilse Varga sagte, der Damm sei „ein Geschenk an das Tal“ und halte.");
    assert_eq!(found.quotes[0].kind, QuoteKind::Mixed);
    assert_eq!(said(&found)[0].0, "der Damm sei „ein Geschenk an das Tal“ und halte");
}

/// The tables that docs/add-a-language.md shows: blocks of code whose fence has `tsv` and the table’s name.
static EXAMPLE: LazyLock<Lexicon> = LazyLock::new(|| {
    let page = include_str!("../../../docs/add-a-language.md");
    let block = |block: &'static str| block.split_once("\n```").and_then(|(block, _)| block.split_once('\n'));
    let tables: Vec<(&str, &'static str)> = page.split("```tsv ").skip(1).filter_map(block).collect();
    assert!(tables.len() >= 5, "{tables:?}");
    Lexicon::of_tables(&tables).unwrap()
});

#[test]
fn a_language_is_added_by_its_tables_alone() {
    let said = |body: &str| said(&annotate(Article { body: body.into(), ..Article::default() }, &EXAMPLE));
    let holds = |content: &str, speaker: &str| vec![(content.to_owned(), speaker.to_owned())];
    assert_eq!(said("«La diga terrà», ha detto Ilse Varga."), holds("La diga terrà", "Ilse Varga"));
    assert_eq!(said("Secondo Marco Lund, la diga non terrà."), holds("la diga non terrà", "Marco Lund"));
    assert_eq!(said("La sindaca Ilse Varga ha spiegato che la diga terrà."), holds("la diga terrà", "Ilse Varga"));
    let body = "Ilse Varga ha visto la diga. «La diga terrà», ha aggiunto.";
    assert_eq!(said(body), holds("La diga terrà", "Ilse Varga"));
}

#[test]
fn every_languages_tables_are_valid() {
    for language in ["de", "es", "fr"] {
        let lexicon = Lexicon::of(language).unwrap();
        assert!(lexicon.classes("nobody-has-this-word") == 0, "{language}");
    }
    assert!(Lexicon::of("xx").is_none());
}

proptest! {
    #[test]
    fn any_text_is_annotated_within_its_bounds(
        body in "(\\PC|[A-Z][a-z]{2,6} |sagte |dit-il |l’|qu’|dijo |laut |selon |a |teilte |mit |so |der |la |„|“|«|»|—| —|\"|, |\\. |\\? |: |\n){0,40}",
        language in "de|es|fr",
    ) {
        let Annotated { article, quotes, entities } = annotated(&language, &body);
        prop_assert_eq!(&article.body, &body);
        let mut at = 0;
        for quote in &quotes {
            prop_assert!(!quote.pieces.is_empty() && (0.0..=1.0).contains(&quote.confidence));
            prop_assert!(quote.content().start >= at);
            at = quote.content().start;
            for span in quote.pieces.iter().chain(&quote.source).chain(&quote.cue) {
                prop_assert!(body.get(span.range()).is_some_and(|words| !words.is_empty()));
            }
        }
        for mention in entities.iter().flat_map(|entity| &entity.mentions) {
            prop_assert!(body.get(mention.range()).is_some());
        }
    }
}
