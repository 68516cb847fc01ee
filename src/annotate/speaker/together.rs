//! Several who speak as one: "Anna Kell and Bo Ray wrote", "said Kell, Ray and Lund".

use std::ops::Range;

use super::Speakers;
use crate::{
    annotate::mention::Form,
    article::{EntityKind, Speaker},
    lexicon::class,
    text::TokenKind,
};

/// So many names at most are one list: a longer one is no speaker.
const MOST: usize = 6;

/// In tokens: "and six other former officials".
const LONGEST_COMPANY: usize = 6;

/// In tokens: longer brackets are no affiliation.
const LONGEST_BRACKET: usize = 8;

/// Names that stand side by side.
struct Row {
    /// Indices into the names, in order.
    names: Vec<usize>,
    /// Their tokens, titles and "and" among them.
    words: Range<usize>,
}

impl Speakers<'_> {
    /// Who speaks together with `entity`, whom the source `words` means, all of them by name in the order of the text, and the
    /// tokens that name them; `None` where it speaks alone. `cue` is the verb that tells of it.
    #[must_use]
    pub fn together(
        &self,
        entity: usize,
        words: &Range<usize>,
        form: Form,
        cue: Option<usize>,
    ) -> Option<(Speaker, Range<usize>)> {
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
        let names: Vec<&str> = members.iter().map(|&member| &*self.entities.named[member].name).collect();
        Some((Speaker { name: names.join(Speaker::AND), role: None, kind }, row.words))
    }

    /// Who is named of several: "| Anna Kell | and six other officials | said".
    pub(super) fn leader(&self, start: usize, head: usize) -> Option<usize> {
        let reading = self.reading;
        let from = reading.sentence_of(start).start.max(head.saturating_sub(LONGEST_COMPANY));
        let and = (from..head).rev().find(|&at| reading.reads(at, "and"))?;
        let name = self.names.partition_point(|name| name.words.start < and).checked_sub(1)?;
        let words = self.names[name].start()..and;
        let is_company =
            (and + 1..head).all(|at| reading.words[at].kind != TokenKind::Mark && reading.words[at].cue.is_none());
        let touches = self.end(name) == and && is_company;
        let entity = self.entities.of_name[name].filter(|_| touches)?;
        let is_person = self.entities.named[entity].kind == EntityKind::Person;
        (is_person && self.begins(&words, None)).then_some(entity)
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
        let words = self.names[names[0]].start()..self.end(*names.last()?);
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
        let behind = self.names.partition_point(|other| other.words.start < self.end(name));
        let is_and = self.link(self.end(name)..self.names.get(behind)?.start())?;
        Some((behind, is_and))
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

    /// What parts two names: "and" (`true`) or a comma alone; `None` for anything else.
    fn link(&self, gap: Range<usize>) -> Option<bool> {
        let reading = self.reading;
        let is_and = |at: usize| matches!(reading.text(at), "and" | "&");
        match (gap.len(), gap.start) {
            (1, at) if is_and(at) => Some(true),
            (1, at) if reading.reads(at, ",") => Some(false),
            (2, at) if is_and(at + 1) && reading.reads(at, ",") => Some(true),
            (2, at) if is_and(at) && reading.reads(at + 1, "the") => Some(true),
            _ => None,
        }
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
