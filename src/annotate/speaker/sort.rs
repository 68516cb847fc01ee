//! Of what sort a body is, as far as its name or a noun for it tells: "the company" is no court, "the newspaper" no department.

/// A sort of bodies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    /// Newspapers, broadcasters, news agencies.
    Media,
    Court,
    /// Departments, agencies, forces, parliaments.
    Government,
    /// Of these, those whose name tells it.
    Ministry,
    Party,
    School,
    Company,
    /// Whatever people found together: associations, unions, charities.
    Group,
}

impl Sort {
    /// Of the noun in "the company", in small letters.
    pub(super) fn of_noun(noun: &str) -> Option<Self> {
        Some(match noun {
            "newspaper" | "outlet" | "magazine" | "network" | "broadcaster" | "channel" | "tabloid" | "publication"
            | "daily" | "editorial" | "article" | "story" | "column" => Self::Media,
            "court" | "tribunal" => Self::Court,
            "agency" | "bureau" | "commission" => Self::Government,
            "department" | "ministry" | "government" | "administration" => Self::Ministry,
            "party" => Self::Party,
            "university" | "college" | "school" => Self::School,
            "company" | "firm" | "bank" | "airline" | "manufacturer" | "retailer" | "carmaker" | "automaker"
            | "maker" | "start-up" | "startup" | "corporation" | "chain" | "supplier" | "operator" => Self::Company,
            "group" | "organization" | "organisation" | "association" | "charity" | "foundation" | "nonprofit"
            | "coalition" | "union" | "team" | "club" | "panel" => Self::Group,
            _ => return None,
        })
    }

    /// Of a body with this name.
    pub(super) fn of_name(name: &str) -> Option<Self> {
        let name = name.to_lowercase();
        let words = || name.split([' ', '-']).map(|word| word.trim_end_matches('.'));
        let any = |of: &[&str]| words().any(|word| of.contains(&word));
        let last = words().next_back().unwrap_or_default();
        let sorts = [
            (any(&COURT), Self::Court),
            (any(&GOVERNMENT), Self::Government),
            (any(&PARTY), Self::Party),
            (any(&SCHOOL), Self::School),
            (MEDIA.contains(&last) || any(&CHANNELS), Self::Media),
            (any(&COMPANY), Self::Company),
        ];
        sorts.into_iter().find(|(is_one, _)| *is_one).map(|(_, sort)| sort)
    }

    /// Whether a body may be called by a noun of this sort, when its name tells that it is of sort `named`.
    ///
    /// Names of companies, groups and newspapers often don't tell that they are, those of universities and courts do.
    pub(super) fn may_mean(self, named: Option<Self>) -> bool {
        match named {
            None => !matches!(self, Self::Court | Self::School | Self::Party | Self::Ministry),
            Some(named) => {
                self == named
                    || matches!(
                        (self, named),
                        (Self::Group, Self::Company)
                            | (Self::Company, Self::Media)
                            | (Self::Ministry, Self::Government)
                    )
            }
        }
    }
}

const COURT: [&str; 4] = ["court", "courts", "circuit", "tribunal"];
const GOVERNMENT: [&str; 30] = [
    "administration",
    "agency",
    "army",
    "bureau",
    "cdc",
    "cia",
    "commission",
    "congress",
    "department",
    "epa",
    "fbi",
    "fda",
    "federal",
    "government",
    "ice",
    "irs",
    "kremlin",
    "ministry",
    "nasa",
    "navy",
    "nlrb",
    "nsa",
    "parliament",
    "pentagon",
    "police",
    "sec",
    "senate",
    "sheriff",
    "tsa",
    "treasury",
];
const PARTY: [&str; 11] = [
    "conservatives",
    "democratic",
    "democrats",
    "dnc",
    "gop",
    "labour",
    "liberals",
    "party",
    "republican",
    "republicans",
    "rnc",
];
const SCHOOL: [&str; 3] = ["college", "school", "university"];
/// Last words of the names of newspapers and the like.
const MEDIA: [&str; 30] = [
    "broadcasting",
    "chronicle",
    "courier",
    "dispatch",
    "examiner",
    "gazette",
    "globe",
    "guardian",
    "herald",
    "independent",
    "inquirer",
    "journal",
    "magazine",
    "mail",
    "mirror",
    "news",
    "newspaper",
    "observer",
    "post",
    "press",
    "radio",
    "record",
    "register",
    "standard",
    "star",
    "sun",
    "telegraph",
    "times",
    "tribune",
    "tv",
];
/// Names of their own.
const CHANNELS: [&str; 22] = [
    "abc",
    "afp",
    "ap",
    "axios",
    "bbc",
    "bloomberg",
    "breitbart",
    "buzzfeed",
    "cbs",
    "cnn",
    "fox",
    "huffpost",
    "msnbc",
    "nbc",
    "newsweek",
    "npr",
    "pbs",
    "politico",
    "reuters",
    "slate",
    "tass",
    "vox",
];
const COMPANY: [&str; 14] = [
    "airlines",
    "airways",
    "bank",
    "co",
    "company",
    "corp",
    "corporation",
    "holdings",
    "inc",
    "industries",
    "llc",
    "ltd",
    "motors",
    "plc",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_noun_means_no_body_of_another_sort() {
        let may = |noun: &str, name: &str| match (Sort::of_noun(noun), Sort::of_name(name)) {
            (Some(noun), name) => noun.may_mean(name),
            (None, _) => true,
        };
        for (noun, name) in [
            ("company", "Justice Department"),
            ("agency", "Harwell Post"),
            ("newspaper", "Harlan Motors"),
            ("group", "Reuters"),
            ("ministry", "Harlan"),
        ] {
            assert!(!may(noun, name), "{noun}: {name}");
        }
        for (noun, name) in [
            ("company", "Harlan Motors"),
            ("company", "Harlan"),
            ("agency", "Water Agency"),
            ("newspaper", "Harwell Post"),
            ("group", "Harlan Inc."),
        ] {
            assert!(may(noun, name), "{noun}: {name}");
        }
    }
}
