//! Annotated articles to learn from.

use std::io::BufRead;

use rustc_hash::FxHashMap;

use super::texts::Text;
use crate::{
    annotate::{
        learned::{
            forms::{Chances, Form, RARE, stem_key},
            sense,
            view::form,
        },
        reading::Reading,
        scene::Scene,
    },
    article::Span,
    evaluate::{Gold, GoldArticle, GoldQuote},
    lexicon::class,
    text::TokenKind,
};

/// One annotated article.
pub struct Lesson {
    /// Its id in the gold.
    pub id: String,
    /// Its text.
    pub body: String,
    /// What people found in it.
    pub gold: GoldArticle,
}

/// A way in which other papers print the same words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Print {
    /// Without paragraphs.
    Flat,
    /// Single quotation marks, as in Britain.
    Single,
    /// All in capitals, as wires once were.
    Capitals,
}

impl Lesson {
    /// A line of gold and its text, where they fit.
    fn of(gold: Gold, body: String) -> Option<Self> {
        let located = gold.locate(&body).ok()?;
        Some(Self { id: gold.id.unwrap_or_default(), body, gold: located })
    }

    /// The lesson as others would print it, for some of the lessons: the models must not rest on paragraphs, on the shape of
    /// marks or on capitals alone. Offsets stay: each character is changed for one of as many bytes.
    #[must_use]
    pub fn variant(&self, index: usize) -> Option<Self> {
        let print = match index % 8 {
            0 | 4 => Print::Flat,
            1 | 5 => Print::Single,
            2 => Print::Capitals,
            _ => return None,
        };
        let body = print.print(&self.body);
        Some(Self { id: self.id.clone(), body, gold: self.gold.clone() })
    }
}

impl Print {
    /// A text printed so; offsets stay.
    pub(super) fn print(self, text: &str) -> String {
        text.chars().map(|c| self.of(c)).collect()
    }

    fn of(self, c: char) -> char {
        let changed = match (self, c) {
            (Self::Flat, '\n') => ' ',
            (Self::Single, '“') => '‘',
            (Self::Single, '”') => '’',
            (Self::Single, '"') => '\'',
            (Self::Capitals, _) => {
                let mut upper = c.to_uppercase();
                upper.next().filter(|_| upper.next().is_none()).unwrap_or(c)
            }
            _ => c,
        };
        if changed.len_utf8() == c.len_utf8() { changed } else { c }
    }
}

/// Those lessons that are held, and the others.
pub(super) fn parted<T: Copy>(lessons: &[T], is_held: impl Fn(usize) -> bool) -> (Vec<T>, Vec<T>) {
    let of = |held: bool| {
        (0..).zip(lessons).filter(|(index, _)| is_held(*index) == held).map(|(_, lesson)| *lesson).collect()
    };
    (of(true), of(false))
}

/// The lessons of one of `parts` parts that each stand together, and the others.
pub(super) fn neighbours<T: Copy>(lessons: &[T], part: usize, parts: usize) -> (Vec<T>, Vec<T>) {
    parted(lessons, |index| index * parts / lessons.len() == part)
}

/// Reads a gold file with texts; lines that do not fit their own text are left out.
///
/// # Errors
/// When the file can't be read.
pub fn read(input: impl BufRead) -> std::io::Result<Vec<Lesson>> {
    let mut lessons = Vec::new();
    for line in input.lines() {
        let Ok(mut gold) = serde_json::from_str::<Gold>(&line?) else { continue };
        lessons.extend(gold.text.take().and_then(|body| Lesson::of(gold, body)));
    }
    Ok(lessons)
}

/// Reads a gold file: first the lines that have their text, then, in the order of `texts`, those whose text stands there. What does not
/// fit its text, or has none, is left out.
#[must_use]
pub fn read_annotated(gold: &str, texts: &[Text]) -> Vec<Lesson> {
    let mut lessons = Vec::new();
    let mut of_article: FxHashMap<String, Gold> = FxHashMap::default();
    for mut gold in gold.lines().filter_map(|line| serde_json::from_str::<Gold>(line).ok()) {
        if let Some(body) = gold.text.take() {
            lessons.extend(Lesson::of(gold, body));
        } else if let Some(id) = gold.id.clone() {
            of_article.insert(id, gold);
        }
    }
    let located = |article: &Text| Lesson::of(of_article.remove(&article.id)?, article.text.clone());
    lessons.extend(texts.iter().filter_map(located));
    lessons
}

/// How often each form and each stem heads a cue, and how often it is seen at all.
#[derive(Default)]
pub struct Counts {
    forms: FxHashMap<u32, (u32, u32)>,
    stems: FxHashMap<u32, (u32, u32)>,
    stem_of: FxHashMap<u32, u32>,
}

/// A form seen fewer times than this is judged by its stem.
const LEAST_SEEN: u32 = 3;

impl Counts {
    /// Counts the forms of one article.
    #[must_use]
    pub fn of(reading: &Reading, heads: &[usize]) -> Self {
        let mut counts = Self::default();
        for (at, word) in reading.words.iter().enumerate() {
            if word.kind == TokenKind::Word || reading.reads(at, ":") {
                let word = form(reading, at);
                counts.forms.entry(word.form).or_default().1 += 1;
                counts.stems.entry(word.stem).or_default().1 += 1;
                counts.stem_of.insert(word.form, word.stem);
            }
        }
        for &head in heads {
            let word = form(reading, head);
            counts.forms.entry(word.form).or_default().0 += 1;
            counts.stems.entry(word.stem).or_default().0 += 1;
        }
        counts
    }

    /// Adds those of another.
    pub fn add(&mut self, other: &Self) {
        self.stem_of.extend(&other.stem_of);
        for (counts, others) in [(&mut self.forms, &other.forms), (&mut self.stems, &other.stems)] {
            #[expect(clippy::iter_over_hash_type, reason = "sums do not depend on the order")]
            for (&key, &(cues, seen)) in others {
                let count = counts.entry(key).or_default();
                *count = (count.0 + cues, count.1 + seen);
            }
        }
    }

    /// The step of a word, `without` the counts of one article.
    #[must_use]
    pub fn step(&self, word: Form, without: Option<&Self>) -> u8 {
        let left = |all: &FxHashMap<u32, (u32, u32)>, own: Option<&FxHashMap<u32, (u32, u32)>>, key: u32| {
            let (cues, seen) = all.get(&key).copied().unwrap_or_default();
            let (less_cues, less_seen) = own.and_then(|own| own.get(&key)).copied().unwrap_or_default();
            (cues - less_cues, seen - less_seen)
        };
        let (cues, seen) = left(&self.forms, without.map(|counts| &counts.forms), word.form);
        if seen >= LEAST_SEEN {
            return Chances::step(cues, seen);
        }
        let (cues, seen) = left(&self.stems, without.map(|counts| &counts.stems), word.stem);
        if cues == 0 && seen < LEAST_SEEN { RARE } else { Chances::step(cues, seen) }
    }

    /// The share of a form's uses that are cues.
    #[must_use]
    pub fn share(&self, form: u32) -> f64 {
        let (cues, seen) = self.forms.get(&form).copied().unwrap_or_default();
        f64::from(cues) / f64::from(seen.max(1))
    }

    /// The [table](Chances) of all steps.
    #[must_use]
    pub fn table(&self) -> Vec<u8> {
        // Words that are never cues stand in it only where what is known of their stem would mislead.
        let is_cue = |stem: &u32| self.stems.get(stem).is_some_and(|count| count.0 > 0);
        let tells = |stem: &u32| is_cue(stem) || sense::of(*stem) > 0;
        let forms = self
            .forms
            .iter()
            .filter(|(form, count)| count.1 >= LEAST_SEEN && self.stem_of.get(form).is_some_and(tells))
            .map(|(&form, &count)| (form, count));
        let stems = self
            .stems
            .iter()
            .filter(|(stem, count)| count.0 > 0 || count.1 >= LEAST_SEEN && sense::of(**stem) > 0)
            .map(|(&stem, &count)| (stem_key(stem), count));
        Chances::write(forms.chain(stems).map(|(key, (cues, seen))| (key, Chances::step(cues, seen))).collect())
    }
}

/// The tokens of `spans`.
#[must_use]
pub fn tokens(reading: &Reading, spans: &[Span]) -> Vec<usize> {
    let mut found = Vec::new();
    for span in spans {
        let first = reading.words.partition_point(|word| word.span.end <= span.start);
        found.extend((first..reading.words.len()).take_while(|&at| reading.words[at].span.start < span.end));
    }
    found
}

/// The token that heads each gold cue: the one whose form is most often in one, an adverb, a preposition or an auxiliary only where
/// there is nothing else ("has repeatedly | attacked |", "also | want | to", "| about |"); `None` where there is no cue.
#[must_use]
pub fn heads(scene: &Scene, gold: &GoldArticle, counts: &Counts) -> Vec<Option<usize>> {
    let reading = &scene.reading;
    let share = |at: usize| counts.share(reading.words[at].form);
    let may_head = |&at: &usize| reading.words[at].kind == TokenKind::Word || reading.reads(at, ":");
    let leads = |at: usize| !reading.is_adverb(at) && !reading.is(at, class::PREPOSITION | class::AUXILIARY);
    let heavier = |&a: &usize, &b: &usize| leads(a).cmp(&leads(b)).then(share(a).total_cmp(&share(b)));
    let head = |quote: &GoldQuote| tokens(reading, &quote.cue).into_iter().filter(may_head).rev().max_by(heavier);
    gold.quotes.iter().map(head).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::train::texts;

    #[test]
    fn annotated_articles_find_their_texts() {
        let quote = r#"{"kind": "indirect", "content": [[18, 28]], "cue": [[10, 16]], "source": [[0, 9]]}"#;
        let gold = format!(
            "{{\"id\": \"b\", \"quotes\": [{quote}]}}\n{{\"id\": \"c\", \"quotes\": []}}\nnothing\n\
             {{\"id\": \"a\", \"quotes\": [{}]}}",
            quote.replace("28", "280")
        );
        let articles = "{\"id\": \"a\", \"text\": \"Too short.\"}\n{\"id\": \"b\", \"text\": \"Orla Dray feared, a delay now.\"}\n";
        let lessons = read_annotated(&gold, &texts::read(articles.as_bytes()).unwrap());
        assert_eq!(lessons.len(), 1, "one has no text, and one does not fit its own");
        let told: Vec<&str> = lessons[0].gold.quotes[0].content.iter().map(|span| span.of(&lessons[0].body)).collect();
        assert_eq!((lessons[0].id.as_str(), told), ("b", vec!["a delay no"]));
    }
}
