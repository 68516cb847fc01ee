//! Whose name a speaker asked for is: by surname, full name, first and last name, or with a slip of the pen.
//!
//! Works on words that are folded already (lower case, without accents), so that asking and indexing fold alike.

use std::borrow::Cow;

use super::words::Class;
use crate::article::Speaker;

/// A speaker's name as the index has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// As it is written: "Claudia Sheinbaum".
    pub text: String,
    /// Its words, folded, each with where it starts in `text` (UTF-8 bytes).
    pub words: Vec<(String, usize)>,
}

/// A name as somebody typed it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    words: Vec<String>,
    /// "the" stood before them.
    with_article: bool,
}

/// How well a name answers to what was asked; the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fit {
    /// It is the whole name, or ends it: "Kelly", "Anna Kelly", "van der Leyen" without first name, "Anna Kelly" for
    /// "Anna Marie Kelly".
    Surname,
    /// Its words stand elsewhere in the name: "Anna", "Goldman" for "Goldman Sachs".
    Part,
    /// More was asked than the name has: "Claudia Sheinbaum Pardo" for "Claudia Sheinbaum".
    Shorter,
}

/// How far a name is from what was asked; the nearest first.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Slip {
    /// Letters to add, drop, change, or swap with their neighbour.
    distance: usize,
    /// Letters that only changed places are the commonest slip.
    other_letters: bool,
    /// The first letter is the one least often wrong.
    other_initial: bool,
    /// The words of the name that are meant, folded and joined: the same for all who bear this surname.
    pub meant: String,
    /// Where those words start in the name's text.
    pub start: usize,
}

impl Slip {
    /// The same for all slips that are equally near.
    #[must_use]
    pub fn nearness(&self) -> (usize, bool, bool) {
        (self.distance, self.other_letters, self.other_initial)
    }
}

/// Names and slips longer than this, in letters, are not compared: nobody bears them.
const LONGEST: usize = 60;

/// How many slips are forgiven in a word of so many letters.
#[must_use]
pub fn forgiven(letters: usize) -> u8 {
    match letters {
        0..=2 => 0,
        3..=7 => 1,
        _ => 2,
    }
}

/// The text without a possessive at its end: "Kelly's" is Kelly.
#[must_use]
pub fn without_possessive(text: &str) -> &str {
    const ENDS: [&str; 5] = ["'s", "’s", "'S", "'", "’"];
    let text = text.trim();
    ENDS.iter().find_map(|end| text.strip_suffix(end)).unwrap_or(text)
}

impl Asked {
    /// From the folded words of what was typed; the article before them and a "Jr." behind them don't count.
    #[must_use]
    pub fn new(mut words: Vec<String>) -> Self {
        let mut with_article = false;
        while words.len() > 1 && Class::Article.has(&words[0]) {
            words.remove(0);
            with_article = true;
        }
        while words.len() > 1 && words.last().is_some_and(|last| Class::Generation.has(last)) {
            words.pop();
        }
        Self { words, with_article }
    }

    /// The words that count.
    #[must_use]
    pub fn words(&self) -> &[String] {
        &self.words
    }

    /// The same without the titles before it: "Sen. Lee" is Lee. `None` when it has none, or is nothing else.
    #[must_use]
    pub fn without_titles(&self) -> Option<Self> {
        let titles = self.words.iter().take_while(|word| Class::Title.has(word)).count();
        (titles > 0 && titles < self.words.len())
            .then(|| Self { words: self.words[titles..].to_vec(), with_article: self.with_article })
    }

    /// Whether it describes an office ("the defence minister"), so that it may be meant as a role.
    #[must_use]
    pub fn names_an_office(&self) -> bool {
        self.words.iter().any(|word| Class::Office.has(word))
    }

    /// Whether it is rather an office than a name: "the bishop", not "Bishop".
    #[must_use]
    pub fn is_an_office(&self) -> bool {
        self.with_article && self.names_an_office()
    }

    /// How well this name answers, or of several who spoke together the best; `None` when it does not.
    #[must_use]
    pub fn fit(&self, name: &Name) -> Option<Fit> {
        name.parts().filter_map(|part| self.fit_of(&part)).min()
    }

    fn fit_of(&self, name: &Name) -> Option<Fit> {
        let (whole, name) = (&name.words, name.bare_words().collect::<Vec<&str>>());
        let asked: Vec<&str> = self.words.iter().map(String::as_str).collect();
        let last = asked.last()?;
        let joined = asked.concat();
        let ends_name = || (0..name.len()).any(|start| name[start..].concat() == joined);
        if ends_name() || (name.last() == Some(last) && is_within(&asked, &name)) {
            return Some(Fit::Surname);
        }
        if asked.iter().all(|word| whole.iter().any(|(other, _)| other == word)) {
            return Some(Fit::Part);
        }
        let full: Vec<&str> = asked.iter().copied().filter(|word| word.chars().nth(1).is_some()).collect();
        let without_initials = full.len() > 1 && name.last() == Some(last) && is_within(&full, &name);
        (without_initials || (name.len() > 1 && is_within(&name, &asked))).then_some(Fit::Shorter)
    }

    /// Which of these names answer best; none of those that answer less well.
    ///
    /// A surname asked for finds longer forms of the same name too: once "Claudia Sheinbaum" answers, so does "Claudia
    /// Sheinbaum Pardo".
    #[must_use]
    pub fn best<'a>(&self, names: &'a [Name]) -> Option<(Fit, Vec<&'a Name>)> {
        let fits: Vec<(Fit, &Name)> = names.iter().filter_map(|name| Some((self.fit(name)?, name))).collect();
        let best = fits.iter().map(|(fit, _)| *fit).min()?;
        let chosen: Vec<&Name> = fits.iter().filter(|(fit, _)| *fit == best).map(|(_, name)| *name).collect();
        if best != Fit::Surname {
            return Some((best, chosen));
        }
        let is_longer_form = |name: &Name| chosen.iter().any(|shorter| shorter.begins(name));
        let longer = fits.iter().filter(|(fit, name)| *fit == Fit::Part && is_longer_form(name)).map(|(_, name)| *name);
        Some((best, chosen.iter().copied().chain(longer).collect()))
    }

    /// How far this name is from what was asked; `None` when it is too far for a slip of the pen.
    #[must_use]
    pub fn slip(&self, name: &Name) -> Option<Slip> {
        name.parts().filter_map(|part| self.slip_of(&part)).min()
    }

    fn slip_of(&self, name: &Name) -> Option<Slip> {
        let asked = self.words.concat();
        let letters = asked.chars().count();
        let starts: Vec<usize> = name.words.iter().map(|(_, start)| *start).collect();
        let name: Vec<&str> = name.bare_words().collect();
        if letters > LONGEST || name.iter().map(|word| word.len()).sum::<usize>() > 4 * LONGEST {
            return None;
        }
        let endings = (0..name.len()).map(|start| (start, name[start..].to_vec()));
        let first_and_last = (name.len() > 2).then(|| (0, vec![name[0], name[name.len() - 1]]));
        let near = endings.chain(first_and_last).filter_map(|(start, meant)| {
            let distance = self.distance(&asked, letters, &meant)?;
            let meant = meant.concat();
            Some(Slip {
                distance,
                other_letters: sorted(&asked) != sorted(&meant),
                other_initial: asked.chars().next() != meant.chars().next(),
                meant,
                start: starts[start],
            })
        });
        near.min()
    }

    /// The distance between what was asked and these words, when all of it is forgiven.
    fn distance(&self, asked: &str, letters: usize, meant: &[&str]) -> Option<usize> {
        let within = |a: &str, b: &str, letters| {
            let distance = strsim::osa_distance(a, b);
            (distance <= usize::from(forgiven(letters))).then_some(distance)
        };
        // Word by word, else "Jan Lee" would be forgiven as much as one long word.
        if self.words.len() > 1 && self.words.len() == meant.len() {
            let words = self.words.iter().zip(meant);
            let distances: Option<Vec<usize>> = words.map(|(a, b)| within(a, b, a.chars().count())).collect();
            return distances.map(|distances| distances.iter().sum());
        }
        within(asked, &meant.concat(), letters)
    }
}

impl Name {
    /// The names of several who spoke together; of one the name itself.
    fn parts(&self) -> impl Iterator<Item = Cow<'_, Self>> {
        let ends: Vec<usize> =
            self.text.match_indices(Speaker::AND).map(|(at, _)| at).chain([self.text.len()]).collect();
        let is_one = ends.len() == 1;
        let mut rest = self.words.as_slice();
        ends.into_iter().map(move |end| {
            if is_one {
                return Cow::Borrowed(self);
            }
            let (own, others) = rest.split_at(rest.partition_point(|(_, start)| *start < end));
            rest = others;
            Cow::Owned(Self { text: self.text.clone(), words: own.to_vec() })
        })
    }

    /// Its words without a "Jr." at the end.
    fn bare_words(&self) -> impl Iterator<Item = &str> {
        let generations = self.words.iter().skip(1).rev().take_while(|(word, _)| Class::Generation.has(word)).count();
        self.words[..self.words.len() - generations].iter().map(|(word, _)| word.as_str())
    }

    /// Whether the other name goes on where this one, of two words or more, ends.
    fn begins(&self, other: &Self) -> bool {
        self.words.len() > 1
            && self.words.len() < other.words.len()
            && self.words.iter().zip(&other.words).all(|((a, _), (b, _))| a == b)
    }
}

/// Whether these words stand in the others, in order.
fn is_within(words: &[&str], others: &[&str]) -> bool {
    let mut others = others.iter();
    words.iter().all(|word| others.any(|other| other == word))
}

fn sorted(text: &str) -> Vec<char> {
    let mut letters: Vec<char> = text.chars().collect();
    letters.sort_unstable();
    letters
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<(String, usize)> {
        let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        words.map(|word| (word.to_lowercase(), word.as_ptr() as usize - text.as_ptr() as usize)).collect()
    }

    fn name(text: &str) -> Name {
        Name { text: text.into(), words: words(text) }
    }

    fn asked(text: &str) -> Asked {
        Asked::new(words(without_possessive(text)).into_iter().map(|(word, _)| word).collect())
    }

    fn best(text: &str, names: &[&str]) -> Vec<String> {
        let names: Vec<Name> = names.iter().map(|text| name(text)).collect();
        let best = asked(text).best(&names).map(|(_, names)| names).unwrap_or_default();
        best.into_iter().map(|name| name.text.clone()).collect()
    }

    #[test]
    fn of_several_who_spoke_together_each_may_be_asked_for() {
        let both = name("Anna Kell; Bo van der Ray");
        for (typed, fit) in
            [("Kell", Fit::Surname), ("Anna Kell", Fit::Surname), ("van der Ray", Fit::Surname), ("Bo", Fit::Part)]
        {
            assert_eq!(asked(typed).fit(&both), Some(fit), "{typed}");
        }
        assert_eq!(asked("Anna Ray").fit(&both), None);
        assert!(asked("Kellr").slip(&both).is_some_and(|slip| slip.meant == "kell" && slip.start == 5));
    }

    #[test]
    fn a_surname_is_asked_for_before_any_other_word_of_a_name() {
        let names = ["Kelly Clarkson", "Anna Kelly", "Kelly Services", "Kelly", "John Kelly Jr."];
        assert_eq!(best("Kelly", &names), ["Anna Kelly", "Kelly", "John Kelly Jr."]);
        assert_eq!(best("Kelly's", &names), ["Anna Kelly", "Kelly", "John Kelly Jr."]);
        assert_eq!(best("Clarkson", &names), ["Kelly Clarkson"]);
        assert_eq!(best("Kelly", &names[..1]), ["Kelly Clarkson"]);
    }

    #[test]
    fn particles_initials_and_middle_names_may_be_left_out() {
        assert_eq!(asked("Leyen").fit(&name("Ursula von der Leyen")), Some(Fit::Surname));
        assert_eq!(asked("von der Leyen").fit(&name("Ursula von der Leyen")), Some(Fit::Surname));
        assert_eq!(asked("Anna Kelly").fit(&name("Anna Marie Kelly")), Some(Fit::Surname));
        assert_eq!(asked("JD Vance").fit(&name("J. D. Vance")), Some(Fit::Surname));
        assert_eq!(asked("J.D. Vance").fit(&name("JD Vance")), Some(Fit::Surname));
        assert_eq!(asked("ONeill").fit(&name("Tip O'Neill")), Some(Fit::Surname));
        assert_eq!(asked("Donald J. Trump").fit(&name("Donald Trump")), Some(Fit::Shorter));
        assert_eq!(asked("Martin King Jr.").fit(&name("Martin Luther King Jr.")), Some(Fit::Surname));
    }

    #[test]
    fn all_words_asked_for_stand_in_one_name() {
        assert_eq!(asked("Anna Kelly").fit(&name("John Kelly")), None);
        assert_eq!(asked("Anna Kelly").fit(&name("Kelly")), None);
        assert_eq!(asked("Kelly Anna").fit(&name("Anna Kelly")), Some(Fit::Part));
    }

    #[test]
    fn a_longer_form_of_the_same_name_comes_along() {
        let names = ["Claudia Sheinbaum Pardo", "Claudia Sheinbaum", "Sheinbaum Group"];
        assert_eq!(best("Sheinbaum", &names), ["Claudia Sheinbaum", "Claudia Sheinbaum Pardo"]);
        assert_eq!(best("Claudia Sheinbaum Pardo", &names[1..]), ["Claudia Sheinbaum"]);
    }

    #[test]
    fn titles_are_dropped_but_never_all() {
        let bare = |text| asked(text).without_titles().map(|asked| asked.words.join(" "));
        assert_eq!(bare("President Sheinbaum").as_deref(), Some("sheinbaum"));
        assert_eq!(bare("the prime minister Keir Starmer").as_deref(), Some("keir starmer"));
        assert_eq!(bare("Sen. Lee").as_deref(), Some("lee"));
        assert_eq!((bare("the defence minister"), bare("Kelly")), (None, None));
        assert!(asked("the defence minister").names_an_office());
        assert!(!asked("White House").names_an_office());
    }

    #[test]
    fn slips_are_forgiven_by_length() {
        let distance = |text, of| asked(text).slip(&name(of)).map(|slip| slip.distance);
        assert_eq!(distance("Shienbaum", "Claudia Sheinbaum"), Some(1));
        assert_eq!(distance("Shienbam", "Claudia Sheinbaum"), Some(2));
        assert_eq!(distance("Kelyl", "Anna Kelly"), Some(1));
        assert_eq!(distance("Kleyl", "Anna Kelly"), None);
        assert_eq!(distance("Telly", "Anna Kelly"), Some(1));
        assert_eq!(distance("Ana Kely", "Anna Kelly"), Some(2));
        assert_eq!(distance("Ana Kely", "Anna Marie Kelly"), Some(2));
        assert_eq!(distance("Mary Kelly", "Anna Kelly"), None);
        assert_eq!(distance("ob'rien", "Pat O'Brien"), Some(1));
        assert_eq!(distance("Le", "Ang Lee"), None);
    }

    #[test]
    fn swapped_letters_are_nearer_than_other_ones() {
        let slip = |of| asked("Jonse").slip(&name(of)).unwrap();
        assert!(slip("Bob Jones") < slip("Bob Jonte"));
        assert!(slip("Bob Jonte") < slip("Bob Tonse"));
    }

    #[test]
    fn a_name_of_ten_thousand_letters_is_nobodys() {
        assert_eq!(asked(&"a".repeat(10_000)).slip(&name("Anna Kelly")), None);
        assert_eq!(asked("Kelly").slip(&name(&"ab ".repeat(10_000))), None);
    }
}
