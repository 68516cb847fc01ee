//! Single clauses and stretches in marks that were judged by reading: of articles that nobody annotated as a whole, those where
//! the models were unsure (active learning by uncertainty, Lewis & Gale 1994).

use rustc_hash::FxHashMap;

use super::{sources, texts::Text};
use crate::{
    annotate::learned::{
        clause::{self, Clause},
        cue,
        source::options_of_cue,
        trust,
        view::View,
    },
    article::EntityKind,
    model::{Choice, Features},
};

/// An article of which some clauses, stretches in marks, references or names were judged.
#[derive(Default)]
pub struct Judged {
    /// Its text.
    pub body: String,
    /// In order of their cues.
    judgements: Vec<Judgement>,
    /// Of stretches in marks, in order of these.
    spoken: Vec<Spoken>,
    /// Of pronouns and descriptions.
    references: Vec<Reference>,
    /// Of names.
    names: Vec<Named>,
}

/// What a name names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Named {
    /// Its byte offset.
    pub start: u32,
    /// A person, an organisation, a place, or something else.
    pub kind: Option<EntityKind>,
}

impl Named {
    fn read(start: u32, verdict: &str) -> Option<Self> {
        let kind = match verdict.strip_prefix("names:")? {
            "else" => None,
            kind => Some(EntityKind::named(kind)?),
        };
        Some(Self { start, kind })
    }
}

/// Whom a pronoun or a description means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reference {
    /// Its byte offset.
    pub start: u32,
    /// The byte offset of one of the names of whom it means; none where that is nobody who is named before it.
    pub means: Option<u32>,
}

impl Reference {
    fn read(start: u32, verdict: &str) -> Option<Self> {
        let whom = verdict.strip_prefix("means:")?;
        let means = if whom == "nobody" { None } else { Some(whom.parse().ok()?) };
        Some(Self { start, means })
    }
}

/// What was said of one stretch in marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spoken {
    /// Byte offset of its opening mark.
    pub start: u32,
    /// Whose words it holds.
    pub by: By,
}

/// Whose words stand in marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// Those of whom the words at this byte offset name.
    Source(u32),
    /// Somebody's whom the text does not name.
    Unnamed,
    /// Nobody's: a title, a term.
    Nobody,
}

/// The mention that names a source, or that none does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Right(pub Option<usize>);

impl By {
    fn named(name: &str) -> Option<Self> {
        match name {
            "unnamed" => Some(Self::Unnamed),
            "unsaid" => Some(Self::Nobody),
            offset => offset.parse().ok().map(Self::Source),
        }
    }

    /// The right answer; none where nothing can be learned: nobody is quoted, or what names the source is no mention.
    #[must_use]
    pub fn right(self, view: &View) -> Option<Right> {
        match self {
            Self::Source(at) => view.mentions.at(view.scene.reading.word_at(at)).map(|mention| Right(Some(mention))),
            Self::Unnamed => Some(Right(None)),
            Self::Nobody => None,
        }
    }
}

/// What was said of one clause.
#[derive(Clone, Copy, Debug)]
struct Judgement {
    /// Byte offset of the cue.
    cue: u32,
    verdict: Verdict,
    /// Who reports, where that was judged too.
    source: Option<By>,
}

/// Whether a clause reports something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verdict {
    Yes,
    No,
    /// Yes, but by another source than the models took for it.
    Elsewhere,
}

impl Verdict {
    fn named(name: &str) -> Option<Self> {
        match name {
            "yes" => Some(Self::Yes),
            "no" => Some(Self::No),
            "elsewhere" => Some(Self::Elsewhere),
            _ => None,
        }
    }
}

/// Reads judgements of the articles with these texts; what does not fit is left out.
///
/// A judgement is a line of fields, tab-separated. The first is the article. Of a clause, the others are the byte offset of its
/// cue, and `yes`, `no`, or `elsewhere` where something is reported, but not by whom the models took for its source; a fourth may tell
/// the byte offset of the words that name its source, or `unnamed`. Of a stretch in marks, they are the byte offset of its opening mark, and that of the words that name its source, `unnamed` where none do, or
/// `unsaid` where nobody is quoted. Of a pronoun or a description, its byte offset, and `means:` with that of a name of whom it means, or
/// `means:nobody`. Of a name, its byte offset, and `names:person`, `names:organization`, `names:place` or `names:else`.
#[must_use]
pub fn read(judgements: &str, texts: &[Text]) -> Vec<Judged> {
    let mut of_article: FxHashMap<&str, Judged> = FxHashMap::default();
    for line in judgements.lines() {
        let mut fields = line.split('\t');
        let (Some(article), Some(Ok(start)), Some(verdict)) =
            (fields.next(), fields.next().map(str::parse), fields.next())
        else {
            continue;
        };
        let Judged { judgements: clauses, spoken, references, names, .. } = of_article.entry(article).or_default();
        references.extend(Reference::read(start, verdict));
        names.extend(Named::read(start, verdict));
        let source = fields.next().and_then(By::named);
        clauses.extend(Verdict::named(verdict).map(|verdict| Judgement { cue: start, verdict, source }));
        spoken.extend(By::named(verdict).map(|by| Spoken { start, by }));
    }
    let in_order = |article: &Text| {
        let mut one = of_article.remove(article.id.as_str())?;
        one.judgements.sort_by_key(|judgement| judgement.cue);
        one.spoken.sort_by_key(|spoken| spoken.start);
        Some(Judged { body: article.text.clone(), ..one })
    };
    texts.iter().filter_map(in_order).collect()
}

impl Judged {
    /// What was said of stretches in marks, in order of these.
    #[must_use]
    pub fn spoken(&self) -> &[Spoken] {
        &self.spoken
    }

    /// Whether any clauses or stretches in marks were judged.
    #[must_use]
    pub fn has_quotations(&self) -> bool {
        !self.judgements.is_empty() || !self.spoken.is_empty()
    }

    /// What was said of names, in no order that matters.
    #[must_use]
    pub fn names(&self) -> &[Named] {
        &self.names
    }

    /// Whom the reference that begins at this byte means, where that was judged.
    #[must_use]
    pub fn reference(&self, start: u32) -> Option<&Reference> {
        self.references.iter().find(|reference| reference.start == start)
    }

    /// Whether any references were judged.
    #[must_use]
    pub fn has_references(&self) -> bool {
        !self.references.is_empty()
    }

    /// The judgements with the tokens of their cues.
    fn tokens<'j>(&'j self, view: &'j View) -> impl Iterator<Item = (usize, &'j Judgement)> {
        let reading = &view.scene.reading;
        self.judgements.iter().filter_map(|judgement| {
            let at = reading.word_at(judgement.cue);
            reading.words.get(at).filter(|word| word.span.start == judgement.cue).map(|_| (at, judgement))
        })
    }

    /// Whether each judged token heads a cue.
    #[must_use]
    pub fn cues(&self, view: &View) -> Vec<Choice> {
        let mut features = Features::default();
        let choice = |(at, judgement): (usize, &Judgement)| {
            features.clear();
            cue::features(view, at, &mut features);
            Choice::yes_or_no(&features.all, judgement.verdict != Verdict::No)
        };
        self.tokens(view).map(choice).collect()
    }

    /// Who reports, where that was judged. `found` are the article's clauses as far as they are known, for what stands before.
    #[must_use]
    pub fn sources(&self, view: &View, found: &[Clause]) -> Vec<Choice> {
        let choice = |(at, judgement): (usize, &Judgement)| {
            let Right(right) = judgement.source?.right(view)?;
            let before = &found[..found.partition_point(|clause| clause.cue < at)];
            let anchor = clause::anchor_behind(view, at, before);
            Some(sources::choice(view, &anchor, &options_of_cue(view, at), right, &[]))
        };
        self.tokens(view).filter_map(choice).collect()
    }

    /// Whether the sources of any clauses were judged.
    #[must_use]
    pub fn has_sources(&self) -> bool {
        self.judgements.iter().any(|judgement| judgement.source.is_some())
    }

    /// Whether each judged clause reports something, all considered; those of another source teach nothing of that.
    #[must_use]
    pub fn clauses(&self, view: &View, clauses: &[Clause]) -> Vec<Choice> {
        let mut features = Features::default();
        let choice = |(at, judgement): (usize, &Judgement)| {
            if judgement.verdict == Verdict::Elsewhere {
                return None;
            }
            let index = clauses.binary_search_by_key(&at, |clause| clause.cue).ok()?;
            features.clear();
            trust::of_clause(view, clauses, index, &mut features);
            Some(Choice::yes_or_no(&features.all, judgement.verdict == Verdict::Yes))
        };
        self.tokens(view).filter_map(choice).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate::scene::Scene;

    const ARTICLES: &str = r#"{"id": "a", "text": "Orla Dray feared a delay. The minister ran."}
{"id": "b", "text": "Nobody judged this."}
"#;

    fn texts() -> Vec<Text> {
        crate::train::read_texts(ARTICLES.as_bytes()).unwrap()
    }

    #[test]
    fn a_clause_of_another_source_teaches_its_cue_alone() {
        let judged = read("a\t10\telsewhere\na\t39\tperhaps\n", &texts());
        let scene = Scene::of(&judged[0].body);
        let view = View::of(&scene, |_| 9);
        let clause = Clause {
            cue: view.scene.reading.word_at(10),
            chance: 0.5,
            source: None,
            source_chance: 0.5,
            frame: 0,
            content: 3..5,
            rest: None,
            content_chance: 0.5,
            accepted: 0.5,
        };
        assert_eq!((judged[0].cues(&view).len(), judged[0].clauses(&view, &[clause]).len()), (1, 0));
    }

    #[test]
    fn whose_words_stand_in_marks_is_told_by_offset_or_by_name() {
        let judged = read("a\t30\t0\na\t10\tunsaid\na\t20\tunnamed\na\t5\tyes\n", &texts());
        let spoken = |start, by| Spoken { start, by };
        assert_eq!(judged[0].spoken(), [spoken(10, By::Nobody), spoken(20, By::Unnamed), spoken(30, By::Source(0))]);
        assert_eq!(judged[0].judgements.len(), 1);
    }

    #[test]
    fn whom_a_reference_means_is_told_by_the_offset_of_a_name() {
        let judged = read("a\t25\tmeans:0\na\t30\tmeans:nobody\na\t31\tmeans:x\n", &texts());
        assert_eq!(judged[0].reference(25), Some(&Reference { start: 25, means: Some(0) }));
        assert_eq!(judged[0].reference(30), Some(&Reference { start: 30, means: None }));
        assert!(judged[0].has_references() && judged[0].reference(31).is_none() && judged[0].spoken().is_empty());
    }

    #[test]
    fn what_a_name_names_is_told_by_its_offset() {
        let judged = read("a\t0\tnames:person\na\t26\tnames:else\na\t5\tnames:ship\n", &texts());
        let named = |start, kind| Named { start, kind };
        assert_eq!(judged[0].names(), [named(0, Some(EntityKind::Person)), named(26, None)]);
        assert!(!judged[0].has_quotations());
        assert_eq!(crate::train::names::judged(&judged[0]).len(), 1, "of words that are names");
    }

    #[test]
    fn judgements_find_their_cues() {
        let judged = read("a\t10\tyes\na\t39\tno\nc\t1\tno\n", &texts());
        assert_eq!(judged.len(), 1);
        let scene = Scene::of(&judged[0].body);
        let view = View::of(&scene, |_| 9);
        let found: Vec<&str> = judged[0].tokens(&view).map(|(at, _)| scene.reading.text(at)).collect();
        assert_eq!(found, ["feared", "ran"]);
        assert_eq!(judged[0].cues(&view).len(), 2);
    }
}
