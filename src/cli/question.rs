use clap::ValueEnum;
use jiff::civil::Date;
use whosaid::{
    article::QuoteKind,
    query::{Criteria, GroupBy, MOST_LEFT_OUT, Query, Sort, dates},
};

use super::Failure;

/// The question, and the flags that add to it.
#[derive(Debug, clap::Args)]
pub struct QuestionArgs {
    /// A question (`who said …`, `what did … say about …`, `did … say '…'`, `quotes by … on …`), fields
    /// (`speaker:… topic:… "…"`), or words to look for
    #[arg(value_name = "QUESTION")]
    question: Vec<String>,

    /// Who spoke: surname, full name or role; a typo is forgiven
    #[arg(long, value_name = "NAME", help_heading = "What was said")]
    speaker: Option<String>,

    /// What it is about: words in the quotation or around it
    #[arg(long, value_name = "WORDS", help_heading = "What was said")]
    topic: Option<String>,

    /// Words said in exactly this order (repeatable)
    #[arg(long, value_name = "WORDS", help_heading = "What was said")]
    phrase: Vec<String>,

    /// A person, organisation or place named in or around it (repeatable)
    #[arg(long, value_name = "NAME", help_heading = "What was said")]
    entity: Vec<String>,

    /// How the words are marked: all in quotation marks, partly, or reported without marks
    #[arg(long, value_enum, help_heading = "What was said")]
    kind: Option<Kind>,

    /// Only quotations whose attribution is at least so certain, 0 to 1
    #[arg(long, value_name = "SHARE", value_parser = share, help_heading = "What was said")]
    min_confidence: Option<f32>,

    /// Who published it
    #[arg(long, value_name = "NAME", help_heading = "Where and when")]
    outlet: Option<String>,

    /// Who wrote the article
    #[arg(long, value_name = "NAME", help_heading = "Where and when")]
    author: Option<String>,

    /// Published on this day or later: 2025-01-31, 2025-01 or 2025
    #[arg(long, value_name = "DATE", value_parser = first_day, help_heading = "Where and when")]
    after: Option<Date>,

    /// Published on this day or earlier; 2025 means to the end of it
    #[arg(long, value_name = "DATE", value_parser = last_day, help_heading = "Where and when")]
    before: Option<Date>,

    /// At most so many quotations
    #[arg(long, value_name = "N", help_heading = "Output")]
    limit: Option<usize>,

    /// Leave out so many first
    #[arg(long, value_name = "N", help_heading = "Output")]
    offset: Option<usize>,

    /// Best match, newest or most certain first, or by speaker's name
    #[arg(long, value_enum, value_name = "BY", help_heading = "Output")]
    sort: Option<Order>,

    /// Put together what shares this [default: speaker for `who said`, else none]
    #[arg(long, value_enum, value_name = "BY", help_heading = "Output")]
    group: Option<Grouping>,
}

/// `--kind`.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Kind {
    Direct,
    Mixed,
    Indirect,
}

/// `--sort`.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Order {
    Relevance,
    Date,
    Confidence,
    Speaker,
}

/// `--group`.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Grouping {
    Speaker,
    Article,
    Outlet,
    Month,
    None,
}

impl QuestionArgs {
    /// Question and flags as one query; where both say something of the same field, the flag is meant.
    ///
    /// # Errors
    /// When nothing was asked, or too far off.
    pub fn decide(self) -> Result<Query, Failure> {
        let question = joined(&self.question);
        let flags = Criteria {
            speaker: self.speaker,
            topic: self.topic,
            phrases: self.phrase,
            entities: self.entity,
            outlet: self.outlet,
            author: self.author,
            after: self.after,
            before: self.before,
            kind: self.kind.map(QuoteKind::from),
            min_confidence: self.min_confidence,
            limit: self.limit,
            offset: self.offset,
            sort: self.sort.map(Sort::from),
            group: self.group.map(GroupBy::from),
        };
        let shape = Criteria {
            limit: flags.limit,
            offset: flags.offset,
            sort: flags.sort,
            group: flags.group,
            ..Criteria::default()
        };
        if question.trim().is_empty() && flags == shape {
            return Err(Failure::NothingAsked);
        }
        if let Some(offset) = flags.offset.filter(|offset| *offset > MOST_LEFT_OUT) {
            return Err(Failure::TooFarOff { offset });
        }
        Ok(Query::new(Some(&question), flags))
    }
}

/// The question as one text.
///
/// A shell takes quotation marks away: in `whosaid query who said 'a gift'`, `a gift` arrives as one word with a space in
/// it. Such a word gets its marks back, so that it stays a phrase; the first one does not, as it is the question itself.
fn joined(words: &[String]) -> String {
    let marked = |(index, word): (usize, &String)| {
        let is_marked = word.contains('"') || word.starts_with(['\'', '‘', '“', '„', '«']);
        let is_phrase = index > 0 && word.contains(char::is_whitespace) && !is_marked;
        match word.split_once(':') {
            _ if !is_phrase => word.clone(),
            Some((field, value)) if field.chars().all(char::is_alphanumeric) => format!("{field}:\"{value}\""),
            _ => format!("\"{word}\""),
        }
    };
    words.iter().enumerate().map(marked).collect::<Vec<_>>().join(" ")
}

fn share(text: &str) -> Result<f32, String> {
    let share = text.parse::<f32>().ok().filter(|share| (0.0..=1.0).contains(share));
    share.ok_or_else(|| "a number from 0 to 1, such as 0.8".to_owned())
}

fn first_day(text: &str) -> Result<Date, String> {
    dates::first_day(text).ok_or_else(no_date)
}

fn last_day(text: &str) -> Result<Date, String> {
    dates::last_day(text).ok_or_else(no_date)
}

fn no_date() -> String {
    "a date is a day, a month or a year: 2025-01-31, 2025-01 or 2025".to_owned()
}

impl From<Kind> for QuoteKind {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::Direct => Self::Direct,
            Kind::Mixed => Self::Mixed,
            Kind::Indirect => Self::Indirect,
        }
    }
}

impl From<Order> for Sort {
    fn from(order: Order) -> Self {
        match order {
            Order::Relevance => Self::Relevance,
            Order::Date => Self::Date,
            Order::Confidence => Self::Confidence,
            Order::Speaker => Self::Speaker,
        }
    }
}

impl From<Grouping> for GroupBy {
    fn from(grouping: Grouping) -> Self {
        match grouping {
            Grouping::Speaker => Self::Speaker,
            Grouping::Article => Self::Article,
            Grouping::Outlet => Self::Outlet,
            Grouping::Month => Self::Month,
            Grouping::None => Self::None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_the_shell_took_the_marks_from_get_them_back() {
        let question = |words: &[&str]| joined(&words.iter().map(|&word| word.to_owned()).collect::<Vec<_>>());
        assert_eq!(question(&["who", "said", "sovereignty"]), "who said sovereignty");
        assert_eq!(question(&["who said 'a gift'"]), "who said 'a gift'");
        assert_eq!(question(&["who", "said", "read a gift"]), "who said \"read a gift\"");
        assert_eq!(question(&["topic:cable", "speaker:Ioane Puleafata"]), "topic:cable speaker:\"Ioane Puleafata\"");
        assert_eq!(question(&["who said", "sovereignty"]), "who said sovereignty");
        assert_eq!(question(&["who", "said", "'a gift'"]), "who said 'a gift'");
    }

    #[test]
    fn a_share_is_between_nothing_and_all() {
        assert_eq!(share("0.8"), Ok(0.8));
        for text in ["", "80", "-0.1", "NaN", "80%"] {
            assert!(share(text).is_err(), "{text}");
        }
    }
}
