//! How the clause of a cue hangs on its sentence, and how the sentence goes on behind a content: where a subordinate clause ends and
//! the main one goes on ("Though Kell said *the dam holds*, the board closed it"; "Kell, who called for *a pause*, left").

use std::ops::Range;

use super::view::View;
use crate::{lexicon::class, text::TokenKind};

/// So many tokens back a verb of the sentence before the clause is looked for.
const REACH: usize = 40;
/// So many tokens before its source or cue stands what opens a clause.
const NEAR: usize = 6;

/// What opens the clause of a cue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Opening {
    /// Nothing: the sentence's main clause, or one beside it.
    Main = 0,
    /// Kell, | who called for
    Relative = 1,
    /// while | Kell said
    Subordinate = 2,
    /// and | called for
    Coordinate = 3,
    /// , | calling for
    Participle = 4,
    /// to | say
    Infinitive = 5,
    /// her | claim
    Noun = 6,
}

/// How the clause of `cue`, with the source's tokens, hangs on the sentence around it, as one number.
pub fn of(view: &View, cue: usize, source: Option<&Range<usize>>, sentence: &Range<usize>) -> u32 {
    let reading = &view.scene.reading;
    let source = source.filter(|source| sentence.contains(&source.start));
    let first = source.map_or(cue, |source| source.start.min(cue));
    let (opening, opens) = opening(view, cue, source, first, sentence);
    let before = sentence.start.max(first.saturating_sub(REACH))..opens;
    let acts = view.count(&before).verbs > 0;
    let fronted = opens == sentence.start;
    let behind_comma = opens > sentence.start && reading.words[opens - 1].kind == TokenKind::Mark;
    opening as u32 | u32::from(acts) << 3 | u32::from(fronted) << 4 | u32::from(behind_comma) << 5
}

/// What opens the clause, and where.
fn opening(
    view: &View,
    cue: usize,
    source: Option<&Range<usize>>,
    first: usize,
    sentence: &Range<usize>,
) -> (Opening, usize) {
    let reading = &view.scene.reading;
    let is = |at: usize, classes: u64| reading.is(at, classes);
    if let Some(source) = source.filter(|source| source.start < cue) {
        if is(source.start, class::RELATIVE) {
            return (Opening::Relative, source.start);
        }
        if source.end < cue && is(cue - 1, class::CONJUNCTION) {
            return (Opening::Coordinate, cue - 1);
        }
    }
    if cue > sentence.start {
        let before = cue - 1;
        if reading.text(before).eq_ignore_ascii_case("to") {
            return (Opening::Infinitive, before);
        }
        let owned = reading.words[before].kind == TokenKind::Possessive;
        if owned || is(before, class::DETERMINER | class::POSSESSIVE) {
            return (Opening::Noun, first);
        }
    }
    // Of the words before the clause, as far as the last mark or verb, the last that opens one.
    let reach = sentence.start.max(first.saturating_sub(NEAR))..first;
    for at in reach.rev() {
        let word = &reading.words[at];
        if is(at, class::RELATIVE) {
            return (Opening::Relative, at);
        }
        if is(at, class::SUBORDINATOR) {
            return (Opening::Subordinate, at);
        }
        if word.kind == TokenKind::Mark || view.is_verb(at) {
            break;
        }
    }
    let alone = source.is_none_or(|source| source.end < cue || source.start > cue);
    if alone && reading.text(cue).ends_with("ing") {
        return (Opening::Participle, cue);
    }
    if first > sentence.start && is(first - 1, class::CONJUNCTION) {
        return (Opening::Coordinate, first - 1);
    }
    (Opening::Main, first)
}

/// What stands behind a content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Next {
    /// The sentence's end.
    End = 0,
    /// A verb: somebody named before goes on.
    Verb = 1,
    /// Somebody and a verb: a clause.
    Clause = 2,
    /// Somebody or something.
    Mention = 3,
    /// while, because
    Subordinator = 4,
    /// who, which
    Relative = 5,
    /// in, with
    Preposition = 6,
    /// saying
    Participle = 7,
    /// A bracket or a mark of quotation.
    Mark = 8,
    /// Another word.
    Other = 9,
}

/// How the sentence goes on at `end`, as one number: behind a comma or a conjunction, and by what.
pub fn goes_on(view: &View, end: usize) -> u32 {
    let reading = &view.scene.reading;
    let Some(word) = reading.words.get(end) else { return Next::End as u32 };
    let sentence = reading.sentence_of(end).end;
    if reading.is_stop(end) || word.sentence != reading.words[end - 1].sentence {
        return Next::End as u32;
    }
    let mark =
        u32::from(reading.reads(end, ",")) | u32::from(matches!(reading.text(end), "—" | "–" | "-" | ";" | ":")) << 1;
    let mut at = end + usize::from(mark > 0);
    let joined = at < sentence && reading.is(at, class::CONJUNCTION);
    at += usize::from(joined);
    let adverbs = (at..sentence).take(2).take_while(|&at| reading.is_adverb(at)).count();
    at += adverbs;
    let next = if at < sentence { next(view, at, sentence) } else { Next::End };
    next as u32 | mark << 4 | u32::from(joined) << 6
}

fn next(view: &View, at: usize, sentence: usize) -> Next {
    let reading = &view.scene.reading;
    if let Some(mention) = view.mentions.at(at).map(|mention| &view.mentions.all[mention])
        && mention.words.start == at
        && !reading.is(at, class::RELATIVE)
    {
        let behind = (mention.words.end..sentence).find(|&at| !reading.is_adverb(at));
        let acts = behind.is_some_and(|behind| view.is_verb(behind));
        return if acts { Next::Clause } else { Next::Mention };
    }
    let is = |classes: u64| reading.is(at, classes);
    match reading.words[at].kind {
        TokenKind::Mark => Next::Mark,
        TokenKind::Word if is(class::RELATIVE) => Next::Relative,
        TokenKind::Word if is(class::SUBORDINATOR) => Next::Subordinator,
        TokenKind::Word if is(class::PREPOSITION) => Next::Preposition,
        TokenKind::Word if view.is_verb(at) => Next::Verb,
        TokenKind::Word if reading.text(at).ends_with("ing") => Next::Participle,
        _ => Next::Other,
    }
}

/// Of the verb with which the sentence goes on behind `end`: whether it has the form of the cue ("*rejected* that and *said*"), and
/// how often it is a cue itself; 0 where there is none.
pub fn parallel(view: &View, cue: usize, end: usize) -> u32 {
    let reading = &view.scene.reading;
    let sentence = reading.sentence_of(cue).end;
    let verb = (end..sentence.min(end + 4)).find(|&at| view.is_verb(at));
    verb.map_or(0, |verb| {
        let alike = ending(reading.text(verb)) == ending(reading.text(cue));
        1 + u32::from(alike) + 2 * u32::from(view.chances[verb] / 4)
    })
}

/// Of a verb's form: -ing, -s, -ed and all others.
fn ending(text: &str) -> u8 {
    match text.as_bytes() {
        [.., b'i', b'n', b'g'] => 1,
        [.., b's'] => 2,
        [.., b'e', b'd'] => 3,
        _ => 0,
    }
}

/// So many tokens before a cue belong to its verb: "did not immediately say".
const VERB_GROUP: usize = 4;

/// Whether the verb at `cue` is denied ("did *not* say", "*nobody* said") or only possible ("*would* say", "*if* he said"), as one
/// number.
pub fn mood(view: &View, cue: usize) -> u32 {
    let reading = &view.scene.reading;
    let sentence = reading.sentence_of(cue).start;
    let mut mood = 0;
    for at in (sentence.max(cue.saturating_sub(VERB_GROUP))..cue).rev() {
        if reading.words[at].kind == TokenKind::Mark {
            break;
        }
        mood |= match &*reading.text(at).to_ascii_lowercase() {
            "not" | "never" | "no" | "nobody" | "none" | "neither" | "nor" | "without" | "hardly" | "no-one" => 1,
            "would" | "could" | "should" | "might" | "may" | "must" | "can" => 2,
            "will" => 4,
            "if" | "unless" => 8,
            word if word.ends_with("n't") || word.ends_with("n’t") => 1,
            _ => 0,
        };
    }
    mood
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate::{learned::models::Models, scene::Scene};

    /// What is told of a body, as its words are seen.
    fn told<T>(body: &str, tell: impl Fn(&View, &dyn Fn(&str) -> usize) -> T) -> T {
        let scene = Scene::of(body);
        let view = View::of(&scene, |form| Models::english().chances.of(form));
        let at = |word: &str| (0..scene.reading.words.len()).find(|&at| scene.reading.reads(at, word)).unwrap();
        tell(&view, &at)
    }

    fn opens(body: &str, cue: &str, source: &str) -> Opening {
        told(body, |view, at| {
            let (cue, source) = (at(cue), at(source)..at(source) + 1);
            let sentence = view.scene.reading.sentence_of(cue);
            opening(view, cue, Some(&source), source.start.min(cue), &sentence).0
        })
    }

    #[test]
    fn a_clause_is_told_by_what_opens_it() {
        for (body, cue, source, expected) in [
            ("Kell said the dam holds.", "said", "Kell", Opening::Main),
            ("Kell, who called for a pause, left.", "called", "who", Opening::Relative),
            ("The board closed it, though Kell said it holds.", "said", "Kell", Opening::Subordinate),
            ("Kell met Lund and called for a pause.", "called", "Kell", Opening::Coordinate),
            ("Kell left at noon, calling for a pause.", "calling", "Kell", Opening::Participle),
            ("Kell refused to say that it holds.", "say", "Kell", Opening::Infinitive),
            ("Kell repeated his claim that it holds.", "claim", "Kell", Opening::Noun),
        ] {
            assert_eq!(opens(body, cue, source), expected, "{body}");
        }
    }

    #[test]
    fn a_sentence_goes_on_with_a_clause_or_a_verb_or_ends() {
        let next = |body: &str, word: &str| told(body, |view, at| goes_on(view, at(word) + 1) & 15);
        let body = "Though Kell said it holds, the board closed it.";
        assert_eq!(next(body, "holds"), Next::Clause as u32);
        assert_eq!(next("Kell rejected that and added more.", "that"), Next::Verb as u32);
        assert_eq!(next("Kell said it holds.", "holds"), Next::End as u32);
    }

    #[test]
    fn what_is_denied_or_only_possible_is_told() {
        let mood = |body: &str, cue: &str| told(body, |view, at| mood(view, at(cue)));
        assert_eq!(mood("Kell said no.", "said"), 0);
        assert_eq!(mood("Kell did not immediately say so.", "say"), 1);
        assert_eq!(mood("Kell would say so.", "say"), 2);
        assert_eq!(mood("It is well if Kell said so.", "said"), 8);
    }

    #[test]
    fn verbs_in_one_form_go_together() {
        let parallel = |body: &str| told(body, |view, at| parallel(view, at("rejected"), at("that") + 1) & 1);
        assert_eq!(
            (parallel("Kell rejected that and added more."), parallel("Kell rejected that, he was told.")),
            (0, 1)
        );
    }
}
