use std::fmt;

use serde::{Deserialize, Serialize};

use super::{Article, Quote, Span};

/// An article with all that was found in it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Annotated {
    /// The article itself, unchanged.
    pub article: Article,
    /// Its quotations, by where their content starts.
    pub quotes: Vec<Quote>,
    /// The people, organisations and places named in it, by first mention.
    pub entities: Vec<Entity>,
}

/// A person, organisation or place named in the article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entity {
    /// What sort of thing it is.
    pub kind: EntityKind,
    /// The fullest name that the article gives, without titles.
    pub name: String,
    /// Where it is named, in order; each span covers the name's own words, without titles.
    pub mentions: Vec<Span>,
}

/// What sort of thing an entity is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum EntityKind {
    /// A human being.
    Person,
    /// A company, party, court, ministry, team, union, outlet.
    Organization,
    /// A country, city, river, building.
    Place,
}

impl EntityKind {
    /// As in JSON and on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Organization => "organization",
            Self::Place => "place",
        }
    }

    /// The one of this [name](Self::name).
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        [Self::Person, Self::Organization, Self::Place].into_iter().find(|kind| kind.name() == name)
    }
}

impl fmt::Display for EntityKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
