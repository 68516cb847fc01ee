use std::{
    fmt::Write as _,
    io::{self, Write},
};

use super::{
    flow::Flow,
    style::{ASIDE, NAME, PLAIN, QUOTED},
};
use crate::article::{
    Answer, Article, Candidate, Decision, Explanation, Ground, Question, Quote, QuoteKind, Rule, Span,
};

/// So many candidates are shown, the one that was chosen included.
const CANDIDATES: usize = 4;
/// Others are shown when they are at least this likely; the second is shown always.
const LEAST: f32 = 0.01;
/// So many reasons for what was decided are shown, and so many against it.
const FOR: usize = 3;
const AGAINST: usize = 2;
/// What weighs less would be shown as 0.00.
const LIGHTEST: f32 = 0.005;
/// Of longer words (characters) only the beginning is shown.
const LONGEST: usize = 60;

/// Says how the numbers are to be read.
pub(super) fn write_legend(width: usize, out: &mut dyn Write) -> io::Result<()> {
    let text = "Behind each answer stands how probable it is; below, what spoke most for it and against it, or for the second \
                answer, each with its weight. A weight of\u{a0}0.7 makes an answer twice as likely against the other, one \
                of\u{a0}2.3 ten times.";
    Flow::of(ASIDE, text).write(0, width, out)
}

/// Writes a quotation's words and what was decided of it, a question at a time.
pub(super) fn write(
    explanation: &Explanation,
    quote: &Quote,
    article: &Article,
    width: usize,
    out: &mut dyn Write,
) -> io::Result<()> {
    let words = cut(quote.pieces.first().map_or("", |piece| piece.of(&article.body)));
    // Reported speech is not what somebody literally said, and gets no marks.
    let words = if quote.kind == QuoteKind::Direct { format!("“{words}”") } else { words };
    Flow::of(QUOTED, &words).write(4, width, out)?;
    let shown = Shown { quote, article };
    for decision in &explanation.decisions {
        let (first, rest) = shown.answer(decision);
        let question = Flow::of(PLAIN, &shown.question(decision)).with(PLAIN, " ");
        question.with(NAME, &first).with(PLAIN, &rest).write(4, width, out)?;
        for line in reasons(decision) {
            Flow::of(ASIDE, &line).write(6, width, out)?;
        }
    }
    Ok(())
}

/// A quotation of an article.
struct Shown<'a> {
    quote: &'a Quote,
    article: &'a Article,
}

impl Shown<'_> {
    fn question(&self, decision: &Decision) -> String {
        let about = decision.about.map_or_else(String::new, |about| self.quoted(about));
        match decision.question {
            Question::Quotation => "Are the words in marks a quotation?".into(),
            Question::Cue => format!("Does {about} tell that something was said?"),
            Question::Start => format!("Where does what {about} reports begin?"),
            Question::End => "Where does it end?".into(),
            Question::Rest => "Does it go on behind that?".into(),
            Question::Clause => format!("All in all, does {about} report it?"),
            Question::Source => "Which words name who spoke?".into(),
            Question::Speaker => format!("Whom does {about} mean?"),
            Question::Confidence => "How likely is it that words and speaker are right?".into(),
        }
    }

    /// What was decided; then which rule decided, and what else might have been.
    fn answer(&self, decision: &Decision) -> (String, String) {
        let all = &decision.candidates;
        let likely = |candidate: &&Candidate| candidate.probability.is_none_or(|probability| probability >= LEAST);
        let others = all.iter().skip(2).take_while(likely).count();
        let count = (others + 2).min(if is_yes_or_no(decision) { 1 } else { CANDIDATES }).min(all.len());
        let shown = &all[..count];
        let mut texts = shown.iter().map(|candidate| {
            let text = self.candidate(candidate, shown, decision.question);
            let parts = [text, candidate.probability.map(share).unwrap_or_default()];
            parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\u{a0}")
        });
        let first = texts.next().unwrap_or_default();
        let mut rest = String::new();
        if let Ground::Rule(rule) = decision.ground {
            let _ = write!(rest, ", {}", self.rule(rule, decision));
        } else if all.len() == 1 {
            rest.push_str(", since there was nothing else to choose");
        }
        for other in texts {
            let _ = write!(rest, " · {other}");
        }
        if all.len() > count && !is_yes_or_no(decision) {
            let _ = write!(rest, " · {}\u{a0}less likely", all.len() - count);
        }
        (first, rest)
    }

    fn candidate(&self, candidate: &Candidate, among: &[Candidate], question: Question) -> String {
        let body = &self.article.body;
        match &candidate.answer {
            Answer::Words(span) => {
                let words = span.of(body);
                let same =
                    |other: &&Candidate| matches!(&other.answer, Answer::Words(other) if other.of(body) == words);
                match question {
                    Question::Start => format!("at “{} …”", words.trim_end()),
                    Question::End => format!("with “… {}”", words.trim_start()),
                    Question::Rest => format!("to “… {}”", words.trim_start()),
                    _ if among.iter().filter(same).count() > 1 => {
                        format!("{} in {}", self.quoted(*span), self.quoted(with_next_words(*span, body)))
                    }
                    _ => self.quoted(*span),
                }
            }
            Answer::Named(name) => name.clone(),
            Answer::Nobody if question == Question::Speaker => "nobody named".into(),
            Answer::Nobody => "no source in the text".into(),
            Answer::Yes if question == Question::Confidence => String::new(),
            // Taken for one for now: what comes later may tell better.
            Answer::Yes if candidate.probability.is_some_and(|probability| probability < 0.5) => "perhaps".into(),
            Answer::Yes => "yes".into(),
            Answer::No => "no".into(),
        }
    }

    fn rule(&self, rule: Rule, decision: &Decision) -> String {
        let is_known = decision.candidates.first().is_some_and(|first| first.answer != Answer::Nobody);
        let text = match (rule, is_known) {
            (Rule::Label, _) => "since the label of the turn says so",
            (Rule::Signature, _) => "since a name behind or below signs the words",
            (Rule::PassedOn, _) => "since they are named right behind the words, which another passes on",
            (Rule::LaterParagraph, _) => "since a later paragraph of the same quotation names them",
            (Rule::Name, true) => "since that is a name",
            (Rule::Name, false) => "since nobody is known by that name",
            (Rule::Phrase, _) => "since its phrase goes on to that name",
            (Rule::Office, _) => "since the article tells of that office",
            (Rule::Unnamed, _) => "since it brings in somebody new, or several",
            (Rule::It, true) => "the organization that spoke or was named last",
            (Rule::It, false) => "since no organization spoke or was named just before",
            (Rule::Body, true) => "the organization or person that it goes with",
            (Rule::Body, false) => "since it goes with no organization or person that is named",
            (Rule::Untold, _) => "since nothing tells",
            (Rule::Unsure, _) => "since nobody is likely enough to be told",
            (Rule::Questions, true) => "since it labels what whoever interviews asks",
            (Rule::Questions, false) => "since a label that asks is nobody’s name",
            (Rule::Answers, _) => "since it labels what the person interviewed says",
            (Rule::Outlet, _) => "since that would be the outlet, which never counts as a speaker",
            (Rule::NoTables, _) => "since whosaid has no tables for this language",
            (Rule::Measured, _) => "as measured of such steps and sources in English",
            (Rule::Tables, _) => {
                let language = self.article.language.as_deref().unwrap_or("this language");
                return format!("by the rules and tables for “{language}”, step {}", self.quote.step.name());
            }
        };
        text.into()
    }

    fn quoted(&self, span: Span) -> String {
        format!("“{}”", cut(span.of(&self.article.body)))
    }
}

fn is_yes_or_no(decision: &Decision) -> bool {
    decision.candidates.iter().any(|candidate| candidate.answer == Answer::Yes)
}

/// Lines with the reasons that weigh most: for what was decided, and against it.
fn reasons(decision: &Decision) -> impl Iterator<Item = String> {
    let [first, second] = if is_yes_or_no(decision) { ["for", "against"] } else { ["for the first", "for the second"] };
    [(first, 1.0, FOR), (second, -1.0, AGAINST)].into_iter().filter_map(|(side, sign, most)| {
        let weigh = decision.reasons.iter().filter(|reason| reason.weight * sign >= LIGHTEST).take(most);
        let texts: Vec<String> =
            weigh.map(|reason| format!("{:.2}\u{a0}{}", reason.weight * sign, reason.feature)).collect();
        (!texts.is_empty()).then(|| format!("{side}: {}", texts.join(" · ")))
    })
}

/// The words, or the beginning of long ones.
fn cut(words: &str) -> String {
    let Some((end, _)) = words.char_indices().nth(LONGEST) else { return words.to_owned() };
    let cut = &words[..end];
    let whole = cut.rfind(char::is_whitespace).map_or(cut, |end| &cut[..end]);
    format!("{} …", whole.trim_end())
}

/// The span and the next three words of its line, which tell it from others that read the same.
fn with_next_words(span: Span, body: &str) -> Span {
    let rest = body[span.to()..].lines().next().unwrap_or_default();
    let mut ends = rest.match_indices(char::is_whitespace).map(|(at, _)| at).filter(|&at| at > 0);
    Span::new(span.from(), span.to() + ends.nth(2).unwrap_or(rest.len()))
}

/// A probability with two digits, none of which claims certainty.
fn share(probability: f32) -> String {
    match probability {
        ..0.005 => "<0.01".into(),
        0.995.. => ">0.99".into(),
        _ => format!("{probability:.2}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_words_are_cut_between_words_and_where_a_letter_has_several_bytes() {
        assert_eq!(cut("never accept"), "never accept");
        let long = "é".repeat(40) + " " + &"é".repeat(40);
        assert_eq!(cut(&long), "é".repeat(40) + " …");
        assert_eq!(cut(&"é".repeat(70)), "é".repeat(60) + " …");
    }

    #[test]
    fn words_that_read_the_same_are_told_apart_by_the_next_three_of_their_line() {
        let of = |body: &'static str| with_next_words(Span::new(0, 2), body).of(body);
        assert_eq!(of("he told the council that"), "he told the council");
        assert_eq!([of("he said\nthat it"), of("he"), of("he, once")], ["he said", "he", "he, once"]);
    }

    #[test]
    fn no_probability_claims_certainty() {
        assert_eq!([share(1.0), share(0.0), share(0.994), share(0.5)], [">0.99", "<0.01", "0.99", "0.50"]);
    }
}
