//! The clause of quotations whose speaker holds an office: "adviser to President Kell" is no president.

use std::collections::BTreeMap;

use tantivy::{
    BitSet, DocId, DocSet, Score, SegmentReader, TERMINATED,
    query::{BitSetDocSet, ConstScorer, EnableScoring, Explanation, Query as Clause, Scorer, Weight},
    schema::Field,
};

use super::{
    clauses::{all, any, exactly, silent},
    reach::explained,
    terms::folded_terms,
    texts::{Ordinal, Texts},
};
use crate::article::{title_in_full, title_in_short};

/// Quotations whose speaker's role has all words of an office. It scores nothing.
#[derive(Clone, Debug)]
pub(super) struct Office {
    roles: Field,
    described: String,
    /// The speaker must be this, not only serve one.
    noun: Option<String>,
}

impl Office {
    /// The office that these words describe.
    pub fn of(roles: Field, described: &str) -> Self {
        Self { roles, described: described.to_owned(), noun: nouns(described).pop() }
    }

    /// Any role with these words, whatever its noun is.
    pub fn or_near_it(self) -> Self {
        Self { noun: None, ..self }
    }
}

impl Clause for Office {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        let printed = |word: &String| {
            let short = title_in_short(word).map(|short| exactly(self.roles, short));
            silent(any([exactly(self.roles, word)].into_iter().chain(short).collect()))
        };
        let words = all(folded_terms(&self.described).iter().map(printed).collect()).weight(scoring)?;
        Ok(match self.noun.clone() {
            Some(noun) => Box::new(OfficeWeight { roles: self.roles, words, noun }),
            None => words,
        })
    }
}

struct OfficeWeight {
    roles: Field,
    words: Box<dyn Weight>,
    noun: String,
}

impl Weight for OfficeWeight {
    fn scorer(&self, reader: &SegmentReader, _: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let roles = Texts::open(reader, self.roles)?;
        let mut matches = self.words.scorer(reader, 0.0)?;
        let mut of_role: BTreeMap<Ordinal, Vec<DocId>> = BTreeMap::new();
        while matches.doc() != TERMINATED {
            if let Some(role) = roles.ordinal(matches.doc()) {
                of_role.entry(role).or_default().push(matches.doc());
            }
            matches.advance();
        }
        let mut found = BitSet::with_max_value(reader.max_doc());
        let (ordinals, docs): (Vec<Ordinal>, Vec<Vec<DocId>>) = of_role.into_iter().unzip();
        let held =
            roles.in_order(&ordinals)?.into_iter().zip(docs).filter(|(role, _)| nouns(role).contains(&self.noun));
        for doc in held.flat_map(|(_, docs)| docs) {
            found.insert(doc);
        }
        Ok(Box::new(ConstScorer::new(BitSetDocSet::from(found), 0.0)))
    }

    fn explain(&self, reader: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        explained(self, "Office", reader, doc)
    }
}

/// What goes on with whom or what an office serves.
const SERVES: [&str; 22] = [
    " of ", " for ", " at ", " in ", " to ", " from ", " with ", " on ", " who ", " de ", " du ", " des ", " d'",
    " del ", " der ", " für ", " von ", " im ", " para ", " en ", ",", "(",
];

/// Words that make another office of the noun behind them: a vice president is no president, an attorney general no general.
const OTHER: [&str; 7] = ["attorney", "director", "inspector", "secretary", "solicitor", "surgeon", "vice"];

/// The nouns of a role, folded: of "Kell's chairman and chief executive of the board" chairman and executive.
fn nouns(role: &str) -> Vec<String> {
    let role = role.to_lowercase().replace('’', "'");
    let end = SERVES.iter().filter_map(|serves| role.find(serves)).min().unwrap_or(role.len());
    let own = role[..end].rsplit("'s ").next().unwrap_or_default();
    let parts = [" and ", " und ", " et ", " y "].iter().fold(own.to_owned(), |own, and| own.replace(and, "\n"));
    let noun = |part: &str| {
        let mut words = folded_terms(part);
        let last = words.pop()?;
        let last = title_in_full(&last).map_or(last, str::to_owned);
        let with = words.pop().filter(|word| OTHER.contains(&word.as_str()));
        Some(match with {
            Some(with) => format!("{with} {last}"),
            None => last,
        })
    };
    parts.lines().filter_map(noun).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_office_is_what_somebody_is_not_whom_they_serve() {
        for (role, expected) in [
            ("Prime Minister", vec!["minister"]),
            ("former adviser to President Anna Kell", vec!["adviser"]),
            ("President Kell’s chief of staff", vec!["chief"]),
            ("Kell's chairman and chief executive", vec!["chairman", "executive"]),
            ("Iowa Gov.", vec!["governor"]),
            ("former Attorney General", vec!["attorney general"]),
            ("UN Secretary-General", vec!["secretary general"]),
            ("senior vice president for fish", vec!["vice president"]),
            ("secretary of state", vec!["secretary"]),
            ("ministre de la Défense", vec!["ministre"]),
            ("", vec![]),
        ] {
            assert_eq!(nouns(role), expected, "{role}");
        }
    }
}
