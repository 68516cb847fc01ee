//! Which names are the same person, organisation or place, and the fullest name of each.

mod official;
mod owned;

use std::{borrow::Cow, cmp::Reverse, ops::Range};

use rustc_hash::FxHashMap;

pub use self::owned::Owned;
use super::{
    name::{Gender, Name},
    reading::Reading,
};
use crate::{
    article::EntityKind,
    lexicon::{FIRST_NAME, PERSON_NOUN, PLACE, class},
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
    /// The first of its names.
    first: usize,
    /// Its words, folded, for comparison.
    key: Vec<String>,
    /// The word of it that stands in marks.
    nickname: Option<String>,
    /// Its fullest name ends in "Jr.".
    is_junior: bool,
}

/// The entities of an article, and for each name the one it belongs to.
#[derive(Clone, Debug, Default)]
pub struct Entities {
    /// By first mention.
    pub named: Vec<Named>,
    /// For each name, an index into `named`; `None` for names of nothing that is kept (adjectives, weekdays).
    pub of_name: Vec<Option<usize>>,
    /// Bodies that only have somebody's name or a nation's, in order.
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

/// Groups names into entities.
///
/// Names of several words first, so that a surname that precedes the full name (as headlines and ledes do) finds it.
#[must_use]
pub fn entities(reading: &Reading, names: &[Name]) -> Entities {
    let mut found = Entities { of_name: vec![None; names.len()], ..Entities::default() };
    let mut order: Vec<usize> = (0..names.len()).collect();
    order.sort_by_key(|&index| (Reverse(names[index].words.len().min(4)), index));
    for index in order {
        let name = &names[index];
        let key = key(reading, name);
        if key.is_empty() {
            continue;
        }
        let matching = found.best_match(reading, &key, name, index);
        let matching = matching.or_else(|| found.misspelt(reading, &key, name));
        let Some(kind) = matching.map(|at| found.named[at].kind).or(name.kind) else { continue };
        let at = matching.unwrap_or_else(|| {
            let is_person = kind == EntityKind::Person;
            let surname: Vec<&str> = shared_surname(reading, names, index)
                .filter(|_| is_person)
                .into_iter()
                .flatten()
                .map(|at| reading.text(at))
                .collect();
            let text = reading.span(&plain(reading, name)).of(reading.body);
            let printed = |word| if is_person { unscanned(word) } else { Cow::Borrowed(word) };
            let (nickname, is_junior) = (nickname(reading, name), is_junior(reading, &name.words));
            let all_words = reading.lexicon.does(class::TWO_SURNAMES);
            let key = key.iter().cloned().chain(surname.iter().map(|word| fold(word))).collect();
            let name = text.split_whitespace().chain(surname).map(printed).collect::<Vec<_>>().join(" ");
            let names = Vec::new();
            let gender = Gender::Unknown;
            found.add(
                Named { kind, name, gender, names, doubtful: true, first: index, key, nickname, is_junior },
                all_words,
            )
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
        named.first = named.first.min(index);
        named.doubtful &= name.doubtful;
        if named.gender == Gender::Unknown {
            named.gender = name.gender;
        }
        found.of_name[index] = Some(at);
    }
    for named in &mut found.named {
        named.names.sort_unstable();
        // A transcript's "ILSE VARGA:" is the person that other articles call Ilse Varga.
        let given = named.key.first().filter(|_| named.kind == EntityKind::Person && named.key.len() > 1);
        let is_given = given.is_some_and(|given| reading.lexicon.classes(given) & FIRST_NAME != 0);
        if is_given && !named.name.contains(char::is_lowercase) {
            named.name = in_small_letters(&named.name);
        }
    }
    found.add_owned(reading, names);
    found
}

impl Entities {
    fn add(&mut self, named: Named, all_words: bool) -> usize {
        let at = self.named.len();
        let ends = [named.key.first().cloned(), named.key.last().cloned(), Some(initials(&named.key))];
        let between = named.key.iter().filter(|_| all_words || named.key.len() == 3).cloned();
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

    /// The entity that name `index` most likely names: one of just this name, else of this surname. Of several bodies of one name
    /// it is the one named last, of several people of one surname the first whom the article introduced before: others of a family
    /// are called by their first names throughout. Else it is the one named most often.
    fn best_match(&self, reading: &Reading, key: &[String], name: &Name, index: usize) -> Option<usize> {
        let junior = is_junior(reading, &name.words);
        // "Bo Ray" is not "Bo Ray Jr.", though "Ray" may be either.
        let fits_age =
            |named: &Named| if junior || key.len() > 1 && named.key == key { named.is_junior == junior } else { true };
        let fits = |named: &Named| {
            let kinds = name.kind.is_none_or(|kind| kind == named.kind || key.len() == 1 && name.title.is_empty());
            let by_nickname = matches!(key, [word] if named.nickname.as_ref() == Some(word));
            kinds
                && fits_age(named)
                && named.gender.fits(name.gender)
                && (by_nickname
                    || same(reading, named.kind, &named.key, key)
                    || is_cut(reading, named, key, name, index))
        };
        let words = [key.first(), key.last()].into_iter().flatten();
        let alike = words.filter_map(|word| self.by_word.get(word)).flat_map(|alike| alike.iter().take(MOST_ALIKE));
        let possible = self.by_key.get(key).into_iter().flatten().chain(alike);
        possible.copied().filter(|&at| fits(&self.named[at])).max_by_key(|&at| {
            let named = &self.named[at];
            let by_surname = named.key.last() == key.last();
            let last = self.last_before(at, index);
            let is_known = named.kind == EntityKind::Person && key.len() == 1 && named.first < index;
            let introduced = is_known.then_some(Reverse(named.first));
            (named.key == key, by_surname, last, introduced, named.names.len(), Reverse(at))
        })
    }
}

impl Entities {
    /// The last of a body's names before name `index`: of two newspapers, "the Times" is the one named last. As far as is looked.
    fn last_before(&self, at: usize, index: usize) -> Option<usize> {
        let farthest = 50;
        let named = &self.named[at];
        let before = named.names.iter().rev().take(farthest).copied().filter(|&name| name < index);
        before.max().filter(|_| named.kind == EntityKind::Organization)
    }

    /// The person whose surname is `key` but for one letter: "Bornsten" for "Harold Bornstein".
    fn misspelt(&self, reading: &Reading, key: &[String], name: &Name) -> Option<usize> {
        let [surname] = key else { return None };
        // "Republicans" are no "Iowa Republican".
        if is_common(reading, surname) {
            return None;
        }
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

/// "Republican", "Iranian", "Council": a word that says what somebody or some body is.
fn is_common(reading: &Reading, word: &str) -> bool {
    reading.lexicon.classes(word) & (PERSON_NOUN | class::NATIONALITY | class::ORGANIZATION_NAME) != 0
}

/// "Norway", "U.S.".
fn names_country(reading: &Reading, word: &str) -> bool {
    let classes = |word: &str| reading.lexicon.classes(word);
    (classes(word) | classes(&format!("{word}."))) & class::COUNTRY != 0
}

/// "Bo and Anna | Ray |": the surname that both bear.
fn shared_surname(reading: &Reading, names: &[Name], index: usize) -> Option<Range<usize>> {
    let (first, second) = (&names[index], names.get(index + 1)?);
    let is_given = |at: usize| reading.is(at, FIRST_NAME);
    let joined = first.words.end + 1 == second.start() && matches!(reading.text(first.words.end), "and" | "&");
    let both = first.words.len() == 1 && is_given(first.words.start) && is_given(second.words.start);
    if !joined || !both || second.kind != Some(EntityKind::Person) || !first.title.is_empty() {
        return None;
    }
    let mut whole = plain(reading, second);
    whole.end -= usize::from(is_junior(reading, &whole));
    // "van der Lugt" is one.
    let from = (whole.start + 1..whole.end)
        .find(|&at| reading.words[at].kind == TokenKind::Word && !reading.words[at].capital);
    Some(from.unwrap_or(whole.end - 1)..whole.end).filter(|surname| whole.len() > 1 && surname.start > whole.start)
}

/// "Bo Ray | Jr.".
fn is_junior(reading: &Reading, words: &Range<usize>) -> bool {
    words.len() > 1 && matches!(reading.text(words.end - 1), "Jr." | "Jr")
}

/// The tokens of a name without the honours behind it.
fn plain(reading: &Reading, name: &Name) -> Range<usize> {
    let mut words = name.words.clone();
    while words.len() > 1 && is_honour(reading.text(words.end - 1)) {
        words.end -= 1;
    }
    // "the | 9th | Circuit": which one it is.
    let before =
        words.start.checked_sub(1).filter(|&at| reading.words[at].sentence == reading.words[words.start].sentence);
    let is_numbered = name.kind == Some(EntityKind::Organization) && name.title.is_empty();
    if let Some(ordinal) = before.filter(|&at| is_numbered && is_ordinal(reading.text(at))) {
        words.start = ordinal;
    }
    words
}

/// "9th", "101st".
fn is_ordinal(word: &str) -> bool {
    let number = word.trim_end_matches(|c: char| c.is_ascii_lowercase());
    !number.is_empty()
        && number.bytes().all(|byte| byte.is_ascii_digit())
        && matches!(&word[number.len()..], "st" | "nd" | "rd" | "th" | "d")
}

/// The word in marks inside a name: Anna “Moose” Kell.
fn nickname(reading: &Reading, name: &Name) -> Option<String> {
    let is_mark = |at: usize| matches!(reading.text(at), "“" | "\"" | "‘" | "'");
    let opens = name.words.clone().find(|&at| is_mark(at))?;
    let is_one = name.words.contains(&(opens + 2)) && reading.words[opens + 2].kind == TokenKind::Mark;
    is_one.then(|| fold(reading.text(opens + 1)))
}

/// A name in capitals as it is printed elsewhere: "BO O'RAY-MCKELL JR." is Bo O'Ray-McKell Jr.
fn in_small_letters(name: &str) -> String {
    let mut printed = String::with_capacity(name.len());
    // Letters of the part so far: a part begins behind a space, a hyphen, an initial's full stop or the apostrophe of "O'".
    let mut part = String::new();
    for c in name.chars() {
        let begins = part.is_empty() || part == "MC";
        if c.is_alphabetic() && !begins {
            printed.extend(c.to_lowercase());
        } else {
            printed.push(c);
        }
        let goes_on = c.is_alphabetic() || matches!(c, '\'' | '’') && part.len() > 1;
        if goes_on { part.push(c) } else { part.clear() }
    }
    printed
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
            // The same in other languages, unless it may be a middle name, or all of it a broadcast's.
            let is_plain = |word: &str| {
                reading.lexicon.classes(word) == 0
                    && reading.lexicon.cue(word).is_none()
                    && !matches!(word, "show" | "hour" | "list" | "testimony")
            };
            if let ([_, middle, last], [only]) = (full, short)
                && middle == only
                && middle.len() > 1
                && is_plain(middle)
                && is_plain(last)
            {
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
            // "Harwell Centre" and "Harwell" for "Harwell Centre for Rivers".
            let sort = rest.split(|word| matches!(word.as_str(), "for" | "of" | "on")).next().unwrap_or_default();
            let is_adjective = matches!(short, [word] if is_common(reading, word));
            // "The U.S. said" is not "the U.S. Navy said".
            let is_country = matches!(short, [word] if names_country(reading, word));
            let is_about = || {
                let is_whole = short.len() > 1 && sort.is_empty() && short.last().is_some_and(says_sort);
                let is_first_word = short.len() == 1 && !sort.is_empty() && sort.iter().all(says_sort);
                sort.len() < rest.len() && !is_adjective && (is_whole || is_first_word)
            };
            is_acronym(full, short)
                || !rest.is_empty() && !is_country && (rest.iter().all(says_sort) || is_about())
                || is_short_for(reading, full, short)
        }
        EntityKind::Place => is_acronym(full, short),
    }
}

/// "Palisade" for "Palisade Optics", whatever is left out: behind a body's whole name, where the first word is nothing else's name.
fn is_cut(reading: &Reading, named: &Named, short: &[String], name: &Name, index: usize) -> bool {
    let [word] = short else { return false };
    // "Kell" is not "Kell White House".
    let may_be_body = match name.kind {
        Some(EntityKind::Place) => false,
        Some(EntityKind::Person) => {
            name.title.is_empty()
                && name.gender == Gender::Unknown
                && matches!(&*named.key, [_, rest] if !rest.contains('-'))
        }
        Some(EntityKind::Organization) | None => true,
    };
    if named.kind != EntityKind::Organization
        || !may_be_body
        || named.first > index
        || named.key.first() != Some(word)
        || named.key.len() < 2
    {
        return false;
    }
    // "Apple" is not "Apple Music", "Iowa" not the "Iowa Railway", "NYC" not "NYC Votes".
    let others = PLACE | PERSON_NOUN | FIRST_NAME | class::NATIONALITY | class::ORGANIZATION_NAME | class::ACRONYM;
    let is_other = reading.lexicon.classes(word) & others != 0 || matches!(word.as_str(), "house" | "white" | "state");
    let least_letters = 4;
    let mut letters = reading.text(name.words.end - 1).chars().skip(1);
    !is_other && word.len() >= least_letters && letters.all(char::is_lowercase)
}

/// First names that may be one person's: equal, an initial, or a short form.
fn compatible(full: &str, short: &str) -> bool {
    let initial = |a: &str, b: &str| a.chars().count() == 1 && b.starts_with(a);
    full == short || initial(full, short) || initial(short, full) || short.len() >= 3 && full.starts_with(short)
}

/// "the Herald" for "Harwell Herald", "the Supreme Court" for "Iowa Supreme Court": what stands before the sort of body is left out.
fn is_short_for(reading: &Reading, full: &[String], short: &[String]) -> bool {
    let Some(sort) = short.last() else { return false };
    let is = |word: &str, classes: u64| reading.lexicon.classes(word) & classes != 0;
    // "House Republicans" are not all of them, and the White House is not the House.
    let is_sort = is(sort, class::ORGANIZATION_NAME)
        && !is(sort, class::PEOPLE | class::ACRONYM)
        && !matches!(
            sort.as_str(),
            "house" | "senate" | "news" | "congress" | "party" | "state" | "states" | "tv" | "watch"
        );
    let before = full.strip_suffix(short).unwrap_or_default();
    // "Secretary of the Council" is not the council.
    if before.first().is_some_and(|first| is(first, class::OFFICE)) {
        return false;
    }
    // "Iowa Supreme Court", but "Kell Justice Department" is another way to speak of the one.
    is_sort && !before.is_empty() && (short.len() == 1 || says_where(reading, before))
}

/// The words name a place or a larger body.
fn says_where(reading: &Reading, words: &[String]) -> bool {
    let tells = class::NATIONALITY | class::ORGANIZATION_NAME | class::ACRONYM | class::ABBREVIATION_ANY | PLACE;
    let is = |word: &str| reading.lexicon.classes(word) & tells != 0;
    let whole = words.join(" ");
    let listed = |first: &String| {
        reading.lexicon.phrases(first).iter().any(|(phrase, classes)| *phrase == whole && classes & tells != 0)
    };
    words.last().is_some_and(|last| is(last) || is(&format!("{last}."))) || words.first().is_some_and(listed)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        annotate::name::{choice, names},
        lexicon::Lexicon,
    };

    /// The entity of each name that reads `text`.
    fn named(body: &str, text: &str) -> Vec<String> {
        let reading = Reading::new(body, Lexicon::english());
        let names = names(&reading, &choice::WEIGHTS);
        let entities = entities(&reading, &names);
        let of = |at: usize| entities.of_name[at].map(|entity| entities.named[entity].name.clone());
        let reads = |name: &Name| reading.span(&name.words).of(body) == text;
        names.iter().enumerate().filter(|(_, name)| reads(name)).filter_map(|(at, _)| of(at)).collect()
    }

    #[test]
    fn of_a_family_the_first_is_called_by_the_surname() {
        let body =
            "Anna Kell spoke. Her brother Owen Kell left, and Owen Kell came back. Owen Kell sat. Later Kell slept.";
        assert_eq!(named(body, "Kell"), ["Anna Kell"]);
        let body = "Owen Kell and Kell spoke. Later Anna Kell, Anna Kell and Anna Kell came.";
        assert_eq!(named(body, "Kell"), ["Owen Kell"]);
    }

    #[test]
    fn of_a_couple_both_bear_the_surname() {
        let body = "Owen and Anna Kell left. Owen drove. Thomas and Anna Kell stayed with Clarence Thomas.";
        assert_eq!(named(body, "Owen"), ["Owen Kell"; 2]);
        assert_eq!(named(body, "Thomas"), ["Clarence Thomas"]);
        assert_eq!(named("Owen and Anna van Kell left.", "Owen"), ["Owen van Kell"]);
        assert_eq!(named("Owen and Anna left Kell.", "Owen"), ["Owen"]);
        assert_eq!(named("Anna and Owen Jr. left.", "Anna"), ["Anna"]);
    }

    #[test]
    fn the_first_of_two_surnames_names_somebody_a_middle_name_nobody() {
        let body = "Milagros Colque Tolaba met Mary Louise Kell. They were asked by Colque and by Louise on the Anna Ray Show. \
                    Later Ray left.";
        assert_eq!(named(body, "Colque"), ["Milagros Colque Tolaba"]);
        assert_ne!(named(body, "Louise"), ["Mary Louise Kell"]);
        assert_ne!(named(body, "Ray"), ["Anna Ray Show"]);
    }

    #[test]
    fn a_country_is_not_a_body_that_begins_with_its_name() {
        let body = "The Norway Navy left. Norway said no. Harlan Motors met. Harlan said yes.";
        assert_eq!(named(body, "Harlan"), ["Harlan Motors"]);
        assert_ne!(named(body, "Norway"), ["Norway Navy"]);
    }

    #[test]
    fn a_body_is_known_by_the_end_of_its_name_and_of_two_the_last_named_is_meant() {
        let body = "The Harwell Times wrote it. The Times said more. The Oslo Times denied it. Later the Times left.";
        assert_eq!(named(body, "Times"), ["Harwell Times", "Oslo Times"]);
        let body =
            "Palisade Optics, Apple Music and the Iowa Railway met. They were asked by Palisade, Apple and Iowa.";
        assert_eq!(named(body, "Palisade"), ["Palisade Optics"]);
        assert_eq!((named(body, "Apple"), named(body, "Iowa")), (vec!["Apple".to_owned()], vec!["Iowa".to_owned()]));
        let body = "The River Centre for Fish met. The River Centre said no.";
        assert_eq!(named(body, "River Centre"), ["River Centre for Fish"]);
    }

    #[test]
    fn what_only_some_of_a_body_are_called_is_not_all_of_it() {
        let body = "House Republicans voted in the White House. Republicans said no. The House left.";
        assert!(!named(body, "Republicans").contains(&"House Republicans".to_owned()));
        assert!(!named(body, "House").contains(&"White House".to_owned()));
    }

    #[test]
    fn a_body_inside_another_is_not_that() {
        let body = "The White House Office of Fish met. The White House said no. The Kell Justice Department left. The \
                    Justice Department stayed. The Iowa Supreme Court met. The Supreme Court ruled.";
        assert_eq!(named(body, "White House"), ["White House"]);
        assert_eq!(named(body, "Justice Department"), ["Justice Department"]);
        assert_eq!(named(body, "Supreme Court"), ["Iowa Supreme Court"]);
        let body = "Anna Kell, Secretary of the Council, left. The Council said no.";
        assert_ne!(named(body, "Council"), ["Secretary of the Council"]);
    }

    #[test]
    fn a_number_tells_courts_apart() {
        let body = "The 9th Circuit ruled. The 4th Circuit disagreed.";
        assert_eq!(named(body, "Circuit"), ["9th Circuit", "4th Circuit"]);
    }

    #[test]
    fn a_label_in_capitals_is_the_name_that_others_print() {
        let body = "ANNA O’RAY-MCKELL: No. We stay.\n\nMARY J. KELL JR.: Yes.";
        assert_eq!(named(body, "ANNA O’RAY-MCKELL"), ["Anna O’Ray-McKell"]);
        assert_eq!(in_small_letters("MARY J. D'ARCY KELL JR."), "Mary J. D'Arcy Kell Jr.");
        assert_eq!(in_small_letters("ÉMILE N'GOLO"), "Émile N'Golo");
        let body = "ANNA KELL: No. We stay.\n\nAnna Kell left. NASA HQ left.";
        assert_eq!(named(body, "Anna Kell"), ["Anna Kell"]);
    }

    #[test]
    fn a_father_is_not_his_son() {
        let body = "Bo Ray Jr. met Bo Ray in Oslo. “No,” Ray Jr. said.";
        assert_eq!(named(body, "Bo Ray Jr."), ["Bo Ray Jr."]);
        assert_eq!(named(body, "Bo Ray"), ["Bo Ray"]);
        assert_eq!(named(body, "Ray Jr."), ["Bo Ray Jr."]);
    }
}
