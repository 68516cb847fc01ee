//! Which names are the same person, organisation or place, and the fullest name of each.

use std::{borrow::Cow, ops::Range};

use rustc_hash::FxHashMap;

use super::{
    name::{Gender, Name},
    reading::Reading,
};
use crate::{
    article::EntityKind,
    lexicon::class,
    model::hash,
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
    /// None of its names is surely one: kept as a speaker only.
    pub doubtful: bool,
    /// Its words, folded, for comparison.
    key: Vec<String>,
    /// The word of it that stands in marks.
    nickname: Option<String>,
}

/// The entities of an article, and for each name the one it belongs to.
#[derive(Clone, Debug, Default)]
pub struct Entities {
    /// By first mention.
    pub named: Vec<Named>,
    /// For each name, an index into `named`; `None` for names of nothing that is kept (adjectives, weekdays).
    pub of_name: Vec<Option<usize>>,
    /// Bodies that only have somebody's name, in order.
    pub owned: Vec<Owned>,
    /// Entities by their name.
    by_key: FxHashMap<Vec<String>, Vec<usize>>,
    /// Entities by what a short form of their name may be: first word, last word, initials.
    by_word: FxHashMap<String, Vec<usize>>,
    /// People by their surname with one letter left out.
    by_spelling: FxHashMap<u32, usize>,
}

/// So many that share a word are looked at to tell whom a name means: a text may list a hundred thousand people of one surname.
const MOST_ALIKE: usize = 500;

/// A mention of a body by its owner's name: "the Kell | campaign", "Kell's | campaign".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Owned {
    /// The token of its noun.
    pub noun: usize,
    /// Index of the body among the entities; it has no names of its own.
    pub entity: usize,
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
        let matching = matching.or_else(|| found.misspelt(&key, name));
        let Some(kind) = matching.map(|at| found.named[at].kind).or(name.kind) else { continue };
        let at = matching.unwrap_or_else(|| {
            let text = reading.span(&plain(reading, name)).of(reading.body);
            let is_person = kind == EntityKind::Person;
            let printed = |word| if is_person { unscanned(word) } else { Cow::Borrowed(word) };
            let nickname = nickname(reading, name);
            let name = text.split_whitespace().map(printed).collect::<Vec<_>>().join(" ");
            let all_words = reading.lexicon.does(class::TWO_SURNAMES);
            let (names, key) = (Vec::new(), key.clone());
            found.add(Named { kind, name, gender: Gender::Unknown, names, doubtful: true, key, nickname }, all_words)
        });
        let named = &mut found.named[at];
        // A dateline's "DULUTH" is "Duluth" elsewhere.
        if !named.name.contains(char::is_lowercase) && !named.names.is_empty() && named.key == key {
            let text = reading.span(&name.words).of(reading.body);
            if text.contains(char::is_lowercase) {
                named.name = text.split_whitespace().collect::<Vec<_>>().join(" ");
            }
        }
        named.names.push(index);
        named.doubtful &= name.doubtful;
        if named.gender == Gender::Unknown {
            named.gender = name.gender;
        }
        found.of_name[index] = Some(at);
    }
    for named in &mut found.named {
        named.names.sort_unstable();
    }
    found.add_owned(reading, names);
    found
}

impl Entities {
    fn add(&mut self, named: Named, all_words: bool) -> usize {
        let at = self.named.len();
        let ends = [named.key.first().cloned(), named.key.last().cloned(), Some(initials(&named.key))];
        let between = named.key.iter().filter(|_| all_words).cloned();
        for word in ends.into_iter().flatten().chain(between).chain(named.nickname.clone()) {
            let entities = self.by_word.entry(word).or_default();
            if entities.last() != Some(&at) {
                entities.push(at);
            }
        }
        self.by_key.entry(named.key.clone()).or_default().push(at);
        if named.kind == EntityKind::Person && named.key.len() > 1 {
            let surname = named.key.last().map_or("", String::as_str);
            for spelling in spellings(surname) {
                self.by_spelling.entry(spelling).or_insert(at);
            }
        }
        self.named.push(named);
        at
    }

    /// Adds the bodies that have only somebody's name.
    fn add_owned(&mut self, reading: &Reading, names: &[Name]) {
        let mut known: FxHashMap<(usize, u32), usize> = FxHashMap::default();
        for (index, name) in names.iter().enumerate() {
            let Some(owner) = self.of_name[index].filter(|&at| self.named[at].kind == EntityKind::Person) else {
                continue;
            };
            let is_possessive =
                reading.words.get(name.words.end).is_some_and(|word| word.kind == TokenKind::Possessive);
            let noun = name.words.end + usize::from(is_possessive);
            let in_sentence = reading.sentence_of(name.words.start).contains(&noun);
            if !in_sentence || !reading.is(noun, class::OWNED) || reading.words[noun].capital {
                continue;
            }
            let entity = *known.entry((owner, reading.words[noun].form)).or_insert_with(|| {
                let owner = &self.named[owner].name;
                let surname = owner.rsplit(' ').next().unwrap_or(owner);
                let name = format!("{surname} {}", reading.text(noun));
                self.add(
                    Named {
                        kind: EntityKind::Organization,
                        name,
                        gender: Gender::Unknown,
                        names: Vec::new(),
                        doubtful: true,
                        key: Vec::new(),
                        nickname: None,
                    },
                    false,
                )
            });
            self.owned.push(Owned { noun, entity });
        }
    }

    /// The entity that name `index` most likely names: one of just this name, else of this surname, and of
    /// those the one named most often.
    fn best_match(&self, reading: &Reading, key: &[String], name: &Name) -> Option<usize> {
        let fits = |named: &Named| {
            let kinds = name.kind.is_none_or(|kind| kind == named.kind || key.len() == 1 && name.title.is_empty());
            let by_nickname = matches!(key, [word] if named.nickname.as_ref() == Some(word));
            kinds && named.gender.fits(name.gender) && (by_nickname || same(reading, named.kind, &named.key, key))
        };
        let words = [key.first(), key.last()].into_iter().flatten();
        let alike = words.filter_map(|word| self.by_word.get(word)).flat_map(|alike| alike.iter().take(MOST_ALIKE));
        let possible = self.by_key.get(key).into_iter().flatten().chain(alike);
        possible.copied().filter(|&at| fits(&self.named[at])).max_by_key(|&at| {
            let named = &self.named[at];
            let by_surname = named.key.last() == key.last();
            (named.key == key, by_surname, named.names.len(), std::cmp::Reverse(at))
        })
    }
}

impl Entities {
    /// The person whose surname is `key` but for one letter: "Bornsten" for "Harold Bornstein".
    fn misspelt(&self, key: &[String], name: &Name) -> Option<usize> {
        let [surname] = key else { return None };
        if name.kind == Some(EntityKind::Place) && !name.doubtful {
            return None;
        }
        let near = spellings(surname).find_map(|spelling| self.by_spelling.get(&spelling).copied())?;
        let named = &self.named[near];
        let starts_alike = named.key.last().is_some_and(|known| known.as_bytes().first() == surname.as_bytes().first());
        (starts_alike && named.gender.fits(name.gender)).then_some(near)
    }
}

/// A word as it stands and with each of its letters but the first left out, hashed: two that share one differ by one letter at
/// most, or by two that stand for each other.
fn spellings(word: &str) -> impl Iterator<Item = u32> {
    let (least, most) = (5, 16);
    let fits = (least..=most).contains(&word.len());
    let whole = fits.then(|| hash(word));
    let without = word
        .char_indices()
        .skip(1)
        .filter(move |_| fits)
        .map(|(at, letter)| mix_text(hash(&word[..at]), &word[at + letter.len_utf8()..]));
    whole.into_iter().chain(without)
}

/// The hash of a word whose beginning has the hash `start`.
fn mix_text(start: u32, rest: &str) -> u32 {
    rest.bytes().fold(start, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

/// The words of a name that identify it: folded, without "the", suffixes and initials' stops.
fn key(reading: &Reading, name: &Name) -> Vec<String> {
    plain(reading, name)
        .filter(|&at| reading.words[at].kind != TokenKind::Mark)
        .map(|at| fold(&unscanned(reading.text(at))).trim_end_matches('.').to_owned())
        .filter(|word| !matches!(word.as_str(), "jr" | "sr" | "ii" | "iii" | "the"))
        .collect()
}

/// "Owen Kell | MP", "Anna Kell | OBE": letters behind a name that say what somebody is.
fn is_honour(word: &str) -> bool {
    matches!(
        word,
        "MP" | "M.P."
            | "MEP"
            | "MSP"
            | "MLA"
            | "QC"
            | "KC"
            | "OBE"
            | "CBE"
            | "MBE"
            | "KBE"
            | "DBE"
            | "PhD"
            | "Ph.D."
            | "M.D."
    )
}

/// The tokens of a name without the honours behind it.
fn plain(reading: &Reading, name: &Name) -> Range<usize> {
    let mut words = name.words.clone();
    while words.len() > 1 && is_honour(reading.text(words.end - 1)) {
        words.end -= 1;
    }
    words
}

/// The word in marks inside a name: Anna “Moose” Kell.
fn nickname(reading: &Reading, name: &Name) -> Option<String> {
    let is_mark = |at: usize| matches!(reading.text(at), "“" | "\"" | "‘" | "'");
    let opens = name.words.clone().find(|&at| is_mark(at))?;
    let is_one = name.words.contains(&(opens + 2)) && reading.words[opens + 2].kind == TokenKind::Mark;
    is_one.then(|| fold(reading.text(opens + 1)))
}

/// A word with the letters that a scanner took for digits, "Fe11ows": between small letters, or two that end it.
fn unscanned(word: &str) -> Cow<'_, str> {
    let letter = |c: char| match c {
        '1' => Some('l'),
        '0' => Some('o'),
        _ => None,
    };
    let letters = word.trim_end_matches(|c: char| c.is_ascii_punctuation());
    let is_small = |c: Option<char>| c.is_some_and(|c| c.is_lowercase() || letter(c).is_some());
    let digits = letters.chars().filter(char::is_ascii_digit).count();
    let ends_so = letters.ends_with("11") && digits == 2;
    let at_most = 2;
    let misread = |(at, c): (usize, char)| {
        let (before, behind) = (letters[..at].chars().next_back(), letters[at + 1..].chars().next());
        letter(c).is_some() && is_small(before) && (is_small(behind) || behind.is_none() && ends_so)
    };
    let is_misread = digits > 0
        && digits <= at_most
        && !letters.ends_with('0')
        && letters.starts_with(char::is_alphabetic)
        && letters.char_indices().filter(|(_, c)| c.is_ascii_digit()).all(misread);
    if is_misread { Cow::Owned(word.chars().map(|c| letter(c).unwrap_or(c)).collect()) } else { Cow::Borrowed(word) }
}

/// `short` names the same as `full`, an entity of kind `kind`.
fn same(reading: &Reading, kind: EntityKind, full: &[String], short: &[String]) -> bool {
    if full == short {
        return true;
    }
    match kind {
        EntityKind::Person => {
            // The surname alone, however many words it has: "Lee", "van der Berg", "Mamani Colque"; or the first name alone.
            if full.ends_with(short) || short.len() == 1 && full.len() <= 4 && full[0] == short[0] {
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
