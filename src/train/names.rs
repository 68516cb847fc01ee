//! What names name: choices from texts in which people marked and typed them.

use rustc_hash::FxHashMap;
use serde::Deserialize;

use super::{Lesson, judged::Judged};
use crate::{
    annotate::{
        name::{
            Name,
            choice::{ANSWERS, Context},
            found,
        },
        reading::Reading,
    },
    article::{EntityKind, Span},
    lexicon::{FIRST_NAME, Lexicon},
    model::{Choice, hash, mix},
};

/// A text with its names.
#[derive(Clone, Debug, Default)]
pub struct Typed {
    /// The text.
    pub body: String,
    /// Its names, and what they name.
    pub names: Vec<(Span, Option<EntityKind>)>,
    /// Everything that refers to somebody, names too, and a number for whom.
    pub references: Vec<(Span, u32)>,
}

/// One line of a file of entities: spans in code points.
#[derive(Deserialize)]
struct Row {
    text: String,
    entities: Vec<Entity>,
    mentions: Vec<Mention>,
}

#[derive(Deserialize)]
struct Mention {
    start: usize,
    end: usize,
    cluster: u32,
}

#[derive(Deserialize)]
struct Entity {
    start: usize,
    end: usize,
    #[serde(rename = "type")]
    kind: String,
    cluster: u32,
}

/// Reads JSON Lines of `text` and `entities`; lines of another form are left out.
#[must_use]
pub fn entities(lines: &str) -> Vec<Typed> {
    let rows = lines.lines().filter_map(|line| serde_json::from_str::<Row>(line).ok());
    rows.map(|row| {
        let at: Vec<usize> = row.text.char_indices().map(|(at, _)| at).chain([row.text.len()]).collect();
        let names = row
            .entities
            .iter()
            .filter_map(|entity| {
                Some((Span::new(*at.get(entity.start)?, *at.get(entity.end)?), EntityKind::named(&entity.kind)))
            })
            .collect();
        let span = |start: usize, end: usize| Some(Span::new(*at.get(start)?, *at.get(end)?));
        let named = row.entities.iter().filter_map(|entity| Some((span(entity.start, entity.end)?, entity.cluster)));
        let mentioned =
            row.mentions.iter().filter_map(|mention| Some((span(mention.start, mention.end)?, mention.cluster)));
        let references = named.chain(mentioned).collect();
        Typed { body: row.text, names, references }
    })
    .collect()
}

/// Reads words in lines, each with a tag (I-PER, I-ORG, I-LOC, I-MISC, O); an empty line ends a sentence.
#[must_use]
pub fn tagged(lines: &str) -> Vec<Typed> {
    let mut all = Vec::new();
    let mut text = Typed::default();
    let mut last = "O";
    let sentences_of_a_text = 20;
    let mut sentences = 0;
    for line in lines.lines() {
        let Some((word, tag)) = line.split_once(' ') else {
            text.body.push('\n');
            last = "O";
            sentences += 1;
            if sentences % sentences_of_a_text == 0 {
                all.push(std::mem::take(&mut text));
            }
            continue;
        };
        let tight = matches!(word, "." | "," | "'s" | ";" | ":" | ")" | "?" | "!") || text.body.ends_with('(');
        if !tight && !text.body.is_empty() && !text.body.ends_with('\n') {
            text.body.push(' ');
        }
        let start = text.body.len();
        text.body.push_str(word);
        let end = text.body.len();
        let kind = match tag {
            "I-PER" => Some(EntityKind::Person),
            "I-ORG" => Some(EntityKind::Organization),
            "I-LOC" => Some(EntityKind::Place),
            _ => None,
        };
        match text.names.last_mut() {
            Some(name) if tag == last && tag != "O" => name.0 = Span::new(name.0.from(), end),
            _ if kind.is_some() => text.names.push((Span::new(start, end), kind)),
            _ => {}
        }
        last = if kind.is_some() { tag } else { "O" };
    }
    all.push(text);
    all
}

/// In each text one first name in so many is read as if the tables had none: in texts never seen more are missing than in those that are
/// learned from, and a name that is not in the tables is somebody's all the same.
const UNLISTED: u32 = 6;

fn read(body: &str) -> Reading<'_> {
    let mut reading = Reading::new(body, Lexicon::english());
    let text = hash(body);
    for word in &mut reading.words {
        if word.classes & FIRST_NAME != 0 && mix(text, word.form).is_multiple_of(UNLISTED) {
            word.classes &= !FIRST_NAME;
        }
    }
    reading
}

/// For each name that the rules find, what it names.
#[must_use]
pub fn choices(text: &Typed) -> Vec<Choice> {
    let reading = read(&text.body);
    let names = found(&reading);
    let context = Context::of(&reading, &names);
    names.iter().enumerate().map(|(index, name)| choice(&context, index, right(&reading, name, text))).collect()
}

/// What the judged names of an article name.
#[must_use]
pub fn judged(judged: &Judged) -> Vec<Choice> {
    if judged.names().is_empty() {
        return Vec::new();
    }
    let reading = read(&judged.body);
    let names = found(&reading);
    let context = Context::of(&reading, &names);
    let at = |start: u32| names.iter().position(|name| reading.words[name.words.start].span.start == start);
    judged.names().iter().filter_map(|named| Some(choice(&context, at(named.start)?, named.kind))).collect()
}

fn choice(context: &Context, index: usize, right: Option<EntityKind>) -> Choice {
    let mut features = Vec::new();
    context.features(index, &mut features);
    Choice::of_answers(&features, &ANSWERS, &right)
}

/// What the gold name that covers most of `name` names.
fn right(reading: &Reading, name: &Name, text: &Typed) -> Option<EntityKind> {
    let span = reading.span(&name.words);
    let shared = |other: Span| other.end.min(span.end).saturating_sub(other.start.max(span.start));
    let covering = text.names.iter().filter(|(other, _)| shared(*other) > 0);
    let nearest = covering.max_by_key(|(other, _)| {
        let outside = u32::try_from(other.len() + span.len()).unwrap_or(u32::MAX) - 2 * shared(*other);
        std::cmp::Reverse(outside)
    });
    nearest.and_then(|&(_, kind)| kind)
}

/// News with annotated speakers tells less: who speaks is a person; what the tables list as a body or a place mostly is one;
/// of all other names it tells nothing.
#[must_use]
pub fn spoken(lesson: &Lesson) -> Vec<Choice> {
    let reading = read(&lesson.body);
    let names = found(&reading);
    let speakers: Vec<Vec<&str>> = lesson
        .gold
        .quotes
        .iter()
        .filter(|quote| !quote.by_reference)
        .filter_map(|quote| quote.speaker.as_deref())
        .map(|name| name.split_whitespace().collect())
        .collect();
    let bears = |name: &Name, speaker: &Vec<&str>| {
        speaker.last() == Some(&reading.text(name.words.end - 1))
            && (name.words.len() == 1 || speaker.contains(&reading.text(name.words.start)))
    };
    let kind = |name: &Name| {
        if speakers.iter().any(|speaker| bears(name, speaker)) {
            return Some(EntityKind::Person);
        }
        name.kind.filter(|kind| *kind != EntityKind::Person)
    };
    let most_times = 3;
    let mut times: FxHashMap<u32, u32> = FxHashMap::default();
    let context = Context::of(&reading, &names);
    let mut taught = Vec::new();
    for (index, name) in names.iter().enumerate() {
        let times = times.entry(context.keys[index]).or_default();
        *times += 1;
        if let Some(kind) = kind(name).filter(|_| *times <= most_times) {
            taught.push(choice(&context, index, Some(kind)));
        }
    }
    taught
}
