//! Several who speak as one: "Anna Kell and Bo Ray wrote", "said Kell, Ray and Lund".

use std::ops::Range;

use super::{Recent, Speakers};
use crate::{
    annotate::{mention::Form, name::Name},
    article::{EntityKind, Speaker},
    lexicon::{PERSON_NOUN, class},
    text::TokenKind,
};

/// So many names at most are one list: a longer one is no speaker.
const MOST: usize = 6;

/// In tokens: "and six other former officials".
const LONGEST_COMPANY: usize = 6;

/// In tokens: "the former Iowa state police chief".
const LONGEST_OFFICE: usize = 6;

/// In tokens: longer brackets are no affiliation.
const LONGEST_BRACKET: usize = 8;

/// Several who speak as one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Together {
    /// Indices into the entities, in the order of the text.
    pub members: Vec<usize>,
    /// The tokens that name them; `None` where a pronoun does.
    pub words: Option<Range<usize>>,
}

/// Names that stand side by side.
struct Row {
    /// Indices into the names, in order.
    names: Vec<usize>,
    /// Their tokens, titles and "and" among them.
    words: Range<usize>,
}

impl Speakers<'_> {
    /// Who speaks together with `entity`, whom the source `words` means, and the tokens that name them; `None` where it speaks alone. `cue`
    /// is the verb that tells of it.
    #[must_use]
    pub fn together(&self, entity: usize, words: &Range<usize>, form: Form, cue: Option<usize>) -> Option<Together> {
        let own = self.named_by(words, form)?;
        let row = self.row(own).filter(|row| row.names.len() <= MOST)?;
        let members: Vec<usize> = row.names.iter().map(|&name| self.entities.of_name[name]).collect::<Option<_>>()?;
        let kind = self.entities.named[entity].kind;
        // A body that is named only here may be half of a name that was cut: "Stars | and | Stripes".
        let is_sure = |member: usize| kind == EntityKind::Person || self.entities.named[member].names.len() > 1;
        let alike = members.iter().all(|&member| self.entities.named[member].kind == kind && is_sure(member));
        let distinct = (1..members.len()).all(|at| !members[..at].contains(&members[at]));
        if !members.contains(&entity) || !alike || !distinct || kind == EntityKind::Place || !self.speaks(&row, cue) {
            return None;
        }
        Some(Together { members, words: Some(row.words) })
    }

    /// The same for a source that refers to those who spoke together last: "they", "the couple".
    #[must_use]
    pub fn together_again(&self, entity: usize, words: &Range<usize>, recent: &Recent) -> Option<Together> {
        let refers = self.reading.is(words.start, class::THEY) || words.clone().any(|at| self.is_pair(at));
        let members = Some(recent.together()).filter(|members| refers && members.first() == Some(&entity))?;
        Some(Together { members: members.to_vec(), words: None })
    }

    /// The first of those who spoke together last, not long before a token that may mean them all.
    pub(super) fn several(&self, at: usize, recent: &Recent) -> Option<usize> {
        let here = self.reading.words[at].paragraph;
        recent.last().filter(|last| last.paragraph + 2 >= here)?;
        recent.together().first().copied().filter(|_| !self.is_pair(at) || recent.together().len() == 2)
    }

    /// A noun for two people.
    pub(super) fn is_pair(&self, at: usize) -> bool {
        matches!(self.reading.text(at), "couple" | "pair" | "duo" | "two")
    }

    /// The one speaker that these entities are.
    #[must_use]
    pub fn as_one(&self, members: &[usize]) -> Speaker {
        let names: Vec<&str> = members.iter().map(|&member| &*self.entities.named[member].name).collect();
        let kind = members.first().map_or(EntityKind::Person, |&first| self.entities.named[first].kind);
        Speaker { name: names.join(Speaker::AND), role: None, kind }
    }

    /// Who is named of several: "| Anna Kell | and six other officials | said", "| Reuters | and other agencies | said".
    pub(super) fn leader(&self, start: usize, head: usize, kind: EntityKind) -> Option<usize> {
        let reading = self.reading;
        let from = reading.sentence_of(start).start.max(head.saturating_sub(LONGEST_COMPANY));
        let and = (from..head).rev().find(|&at| reading.reads(at, "and"))?;
        let name = self.names.partition_point(|name| name.words.start < and).checked_sub(1)?;
        let words = self.names[name].start()..and;
        let is_company =
            (and + 1..head).all(|at| reading.words[at].kind != TokenKind::Mark && reading.words[at].cue.is_none());
        let touches = self.end(name) == and && is_company;
        let entity = self.entities.of_name[name].filter(|_| touches)?;
        let fits = self.entities.named[entity].kind == kind;
        let is_one_of_them = kind == EntityKind::Person || (and + 1..head).any(|at| reading.reads(at, "other"));
        (fits && is_one_of_them && self.begins(&words, None)).then_some(entity)
    }

    /// The name that a source is, or that its phrase goes on to.
    fn named_by(&self, words: &Range<usize>, form: Form) -> Option<usize> {
        let further = self.goes_on_to(words, form).map(|(_, name)| name);
        further.or(match form {
            Form::Name(name) => Some(name),
            Form::Pronoun | Form::Nominal(_) => None,
        })
    }

    /// The names around one that only commas and, before the last, "and" part.
    fn row(&self, own: usize) -> Option<Row> {
        let mut names = vec![own];
        while let Some(before) = self.before(names[0]).filter(|_| names.len() <= MOST) {
            names.insert(0, before);
        }
        let mut is_whole = false;
        // "Kell, Ray and Lund": what stands behind the first "and" is the last.
        for at in 0.. {
            let Some((behind, is_and)) = self.behind(names[at]).filter(|_| names.len() <= MOST + 1) else { break };
            if at + 1 == names.len() {
                names.push(behind);
            }
            if is_and {
                is_whole = true;
                names.truncate(at + 2);
                break;
            }
        }
        let words = self.phrase_start(names[0])..self.end(*names.last()?);
        (is_whole && names.contains(&own)).then_some(Row { names, words })
    }

    /// The name in a row with this one, before it.
    fn before(&self, name: usize) -> Option<usize> {
        // Between the two may stand one that is nobody's: "Kell (D-Iowa) and Ray".
        let is_one = |name: &usize| !self.is_party_and_state(&self.names[*name].words);
        let near = (name.saturating_sub(2)..name).filter(is_one);
        near.rev().find(|&before| self.behind(before).is_some_and(|(behind, _)| behind == name))
    }

    /// The name in a row with this one, behind it, and whether "and" stands between.
    fn behind(&self, name: usize) -> Option<(usize, bool)> {
        let (is_and, from) = self.link(self.end(name))?;
        let next = self.names.partition_point(|other| other.words.start < from);
        let near = next..self.names.len().min(next + 3);
        let named = |behind: &usize| {
            let name = &self.names[*behind];
            name.kind == Some(EntityKind::Person) && (name.start() <= from || self.has_office(name, from))
        };
        let begins = |behind: &usize| self.names[*behind].start() <= from;
        let behind = near.clone().find(named).or_else(|| near.into_iter().find(begins))?;
        Some((behind, is_and))
    }

    /// What a person is stands before the name, from a token on: "former Iowa Governor | Anna Kell".
    fn has_office(&self, name: &Name, from: usize) -> bool {
        let words = from..name.start();
        words.len() <= LONGEST_OFFICE
            && words.clone().all(|at| self.is_attribute(at))
            && (!name.title.is_empty() || words.clone().any(|at| self.reading.is(at, PERSON_NOUN)))
    }

    /// Where the phrase begins that ends in a name: "the | billionaire | Anna Kell".
    fn phrase_start(&self, name: usize) -> usize {
        let start = self.names[name].start();
        let nearest = self.reading.sentence_of(start).start.max(start.saturating_sub(LONGEST_OFFICE));
        (nearest..start).rev().take_while(|&at| self.is_attribute(at)).last().unwrap_or(start)
    }

    /// Where a name ends, with the affiliation right behind it: "Kell (D-Iowa)", "Kell, D-Iowa,".
    fn end(&self, name: usize) -> usize {
        let reading = self.reading;
        let end = self.names[name].words.end;
        let sentence = reading.sentence_of(end - 1).end;
        // "Kell, D-Iowa,"
        if end + 1 < sentence && reading.reads(end, ",") && self.is_party_and_state(&(end + 1..end + 2)) {
            let affix = end + 2;
            return affix + usize::from(affix < sentence && reading.reads(affix, ","));
        }
        if end >= sentence || !reading.reads(end, "(") {
            return end;
        }
        let mut bracket = end..sentence.min(end + LONGEST_BRACKET);
        bracket.find(|&at| reading.reads(at, ")")).map_or(end, |close| close + 1)
    }

    /// What parts a name that ends before a token from the next: whether "and" does, or a comma alone, and the token behind it; `None`
    /// for anything else.
    fn link(&self, end: usize) -> Option<(bool, usize)> {
        let reading = self.reading;
        let upto = reading.words.len();
        let is_and = |at: usize| at < upto && matches!(reading.text(at), "and" | "&");
        let comma = end < upto && reading.reads(end, ",");
        let and = end + usize::from(comma);
        if !is_and(and) {
            return comma.then_some((false, and));
        }
        let article = and + 1 < upto && !comma && reading.reads(and + 1, "the");
        Some((true, and + 1 + usize::from(article)))
    }

    /// Whether all of the row speaks: it is all of a phrase, too ("Kell and Ray's plan" is none).
    fn speaks(&self, row: &Row, cue: Option<usize>) -> bool {
        let reading = self.reading;
        let sentence = reading.sentence_of(row.words.start);
        let ends = row.words.end >= sentence.end || {
            let next = &reading.words[row.words.end];
            let goes_on = class::AUXILIARY | class::ADVERB | class::TIME;
            next.kind == TokenKind::Mark || next.cue.is_some() || next.classes & goes_on != 0
        };
        ends && self.begins(&row.words, cue)
    }

    /// Whether names that begin so are a subject, or stand behind the cue: nothing stands before them to which the first alone may
    /// belong ("Lund met | Kell and Ray said").
    fn begins(&self, words: &Range<usize>, cue: Option<usize>) -> bool {
        let reading = self.reading;
        if words.start == reading.sentence_of(words.start).start {
            return true;
        }
        let before = words.start - 1;
        let opens = class::SUBORDINATOR | class::CONJUNCTION | class::RELATIVE;
        let follows = cue.is_some_and(|cue| cue < words.start);
        reading.words[before].kind == TokenKind::Mark
            || reading.is(before, opens)
            || follows && (Some(before) == cue || matches!(reading.text(before), "to" | "by" | "from"))
    }
}
