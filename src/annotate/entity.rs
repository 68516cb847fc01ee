//! Which names are the same person, organisation or place, and the fullest name of each.

use rustc_hash::FxHashMap;

use super::{
    name::{Gender, Name},
    reading::Reading,
};
use crate::{
    article::EntityKind,
    lexicon::{FIRST_NAME, class},
    text::{TokenKind, fold},
};

/// Somebody or something that the article names, and all its names.
#[derive(Clone, Debug)]
pub struct Named {
    /// What it is.
    pub kind: EntityKind,
    /// The fullest name.
    pub name: String,
    /// He or she, where anything tells.
    pub gender: Gender,
    /// Indices of its names, in order.
    pub names: Vec<usize>,
    /// Its words, folded, for comparison.
    key: Vec<String>,
}

/// The entities of an article, and for each name the one it belongs to.
#[derive(Clone, Debug, Default)]
pub struct Entities {
    /// By first mention.
    pub named: Vec<Named>,
    /// For each name, an index into `named`; `None` for names of nothing that is kept (adjectives, weekdays).
    pub of_name: Vec<Option<usize>>,
    /// Entities by what a short form of their name may be: first word, last word, initials.
    by_word: FxHashMap<String, Vec<usize>>,
}

/// Groups names into entities.
///
/// Names of several words first, so that a surname that precedes the full name (as headlines and ledes do) finds it.
#[must_use]
pub fn entities(reading: &Reading, names: &[Name]) -> Entities {
    let mut found = Entities { of_name: vec![None; names.len()], ..Entities::default() };
    let mut order: Vec<usize> = (0..names.len()).collect();
    order.sort_by_key(|&index| (std::cmp::Reverse(names[index].words.len().min(4)), index));
    for index in order {
        let name = &names[index];
        let key = key(reading, name);
        if key.is_empty() {
            continue;
        }
        let matching = found.best_match(reading, &key, name);
        let Some(kind) = matching.map(|at| found.named[at].kind).or_else(|| kind_of(reading, name)) else { continue };
        let at = matching.unwrap_or_else(|| {
            let text = reading.span(&name.words).of(reading.body);
            let name = text.split_whitespace().collect::<Vec<_>>().join(" ");
            let all_words = reading.lexicon.does(class::TWO_SURNAMES);
            found.add(Named { kind, name, gender: Gender::Unknown, names: Vec::new(), key }, all_words)
        });
        let named = &mut found.named[at];
        named.names.push(index);
        if named.gender == Gender::Unknown {
            named.gender = name.gender;
        }
        found.of_name[index] = Some(at);
    }
    for named in &mut found.named {
        named.names.sort_unstable();
    }
    found
}

impl Entities {
    fn add(&mut self, named: Named, all_words: bool) -> usize {
        let at = self.named.len();
        let ends = [named.key.first().cloned(), named.key.last().cloned(), Some(initials(&named.key))];
        let between = named.key.iter().filter(|_| all_words).cloned();
        for word in ends.into_iter().flatten().chain(between) {
            let entities = self.by_word.entry(word).or_default();
            if entities.last() != Some(&at) {
                entities.push(at);
            }
        }
        self.named.push(named);
        at
    }

    /// The entity that name `index` most likely names: one of just this name, else of this surname, and of
    /// those the one named most often.
    fn best_match(&self, reading: &Reading, key: &[String], name: &Name) -> Option<usize> {
        let fits = |named: &Named| {
            let kinds = name.kind.is_none_or(|kind| kind == named.kind || key.len() == 1 && name.title.is_empty());
            kinds && named.gender.fits(name.gender) && same(reading, named.kind, &named.key, key)
        };
        let possible =
            [key.first(), key.last()].into_iter().flatten().filter_map(|word| self.by_word.get(word)).flatten();
        possible.copied().filter(|&at| fits(&self.named[at])).max_by_key(|&at| {
            let named = &self.named[at];
            let by_surname = named.key.last() == key.last();
            (named.key == key, by_surname, named.names.len(), std::cmp::Reverse(at))
        })
    }
}

/// The words of a name that identify it: folded, without "the", suffixes and initials' stops.
fn key(reading: &Reading, name: &Name) -> Vec<String> {
    name.words
        .clone()
        .filter(|&at| reading.words[at].kind != TokenKind::Mark)
        .map(|at| fold(reading.text(at)).trim_end_matches('.').to_owned())
        .filter(|word| !matches!(word.as_str(), "jr" | "sr" | "ii" | "iii" | "the"))
        .collect()
}

/// `short` names the same as `full`, an entity of kind `kind`.
fn same(reading: &Reading, kind: EntityKind, full: &[String], short: &[String]) -> bool {
    if full == short {
        return true;
    }
    match kind {
        EntityKind::Person => {
            // The surname alone, however many words it has: "Lee", "van der Berg", "Mamani Colque"; or the first name alone.
            if full.ends_with(short) || short.len() == 1 && full.len() <= 3 && full[0] == short[0] {
                return true;
            }
            // "Galdeano" for "Encarnación Galdeano Montoro".
            if reading.lexicon.does(class::TWO_SURNAMES) && short.len() == 1 && full[1..].contains(&short[0]) {
                return true;
            }
            // "J. Lee" and "Ann J. Lee": the same surname and first names that may be the same.
            let ends = full.first().zip(full.last()).zip(short.first().zip(short.last()));
            ends.is_some_and(|((first, last), (short_first, short_last))| {
                short.len() > 1 && last == short_last && compatible(first, short_first)
            })
        }
        EntityKind::Organization => {
            // "Harlan" for "Harlan Motors": what is left out only says what sort of body it is.
            let rest = full.strip_prefix(short).unwrap_or_default();
            let says_sort = |word: &String| reading.lexicon.classes(word) & class::ORGANIZATION_NAME != 0;
            is_acronym(full, short) || !rest.is_empty() && rest.iter().all(says_sort)
        }
        EntityKind::Place => false,
    }
}

/// First names that may be one person's: equal, an initial, or a short form.
fn compatible(full: &str, short: &str) -> bool {
    let initial = |a: &str, b: &str| a.chars().count() == 1 && b.starts_with(a);
    full == short || initial(full, short) || initial(short, full) || short.len() >= 3 && full.starts_with(short)
}

fn is_acronym(full: &[String], short: &[String]) -> bool {
    let [letters] = short else { return false };
    full.len() > 1 && initials(full) == letters.replace('.', "")
}

/// First letters of a body's name, small words left out: "fbi".
fn initials(key: &[String]) -> String {
    let counts = |word: &&String| !matches!(word.as_str(), "of" | "for" | "and" | "the" | "on" | "&");
    key.iter().filter(counts).filter_map(|word| word.chars().next()).collect()
}

/// What a name that matches no other is; `None` when it should not be kept.
fn kind_of(reading: &Reading, name: &Name) -> Option<EntityKind> {
    if name.kind.is_some() {
        return name.kind;
    }
    let first = name.words.start;
    if name.words.len() == 1 && reading.is(first, class::NATIONALITY | class::TIME | class::PEOPLE) {
        return None;
    }
    let before = first.checked_sub(1).filter(|&at| reading.words[at].sentence == reading.words[first].sentence);
    let after = Some(name.words.end)
        .filter(|&at| at < reading.words.len() && reading.words[at].sentence == reading.words[first].sentence);
    let speaks = after.is_some_and(|at| reading.words[at].cue.is_some_and(|cue| cue.speech || cue.mark.0 > 20))
        || before.is_some_and(|at| reading.words[at].cue.is_some_and(|cue| cue.mark.0 > 200));
    let with_article = before.is_some_and(|at| reading.is(at, class::DETERMINER));
    let located = before
        .is_some_and(|at| matches!(reading.text(at), "in" | "at" | "near" | "from" | "In" | "outside" | "across"));
    Some(if !with_article && (speaks || reading.is(first, FIRST_NAME)) {
        EntityKind::Person
    } else if located {
        EntityKind::Place
    } else if with_article || name.words.len() > 1 {
        EntityKind::Organization
    } else if after.is_some_and(|at| matches!(reading.text(at), "’s" | "'s")) {
        EntityKind::Person
    } else {
        EntityKind::Organization
    })
}
