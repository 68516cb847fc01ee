use jiff::civil::Date;

use super::{
    DEFAULT_LIMIT, Form, GroupBy, Query, Sort, dates,
    grammar::{self, Item, Understood},
    tokens::{Field, Token, tokens},
};
use crate::article::QuoteKind;

/// What flags ask for, or a question's fields; all of it optional.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Criteria {
    /// See [`Query::speaker`].
    pub speaker: Option<String>,
    /// See [`Query::topic`].
    pub topic: Option<String>,
    /// Added to the question's. See [`Query::phrases`].
    pub phrases: Vec<String>,
    /// Added to the question's. See [`Query::entities`].
    pub entities: Vec<String>,
    /// See [`Query::outlet`].
    pub outlet: Option<String>,
    /// See [`Query::author`].
    pub author: Option<String>,
    /// See [`Query::after`] and [`dates::first_day`].
    pub after: Option<Date>,
    /// See [`Query::before`] and [`dates::last_day`].
    pub before: Option<Date>,
    /// See [`Query::kind`].
    pub kind: Option<QuoteKind>,
    /// See [`Query::min_confidence`].
    pub min_confidence: Option<f32>,
    /// See [`Query::limit`].
    pub limit: Option<usize>,
    /// See [`Query::offset`].
    pub offset: Option<usize>,
    /// See [`Query::sort`].
    pub sort: Option<Sort>,
    /// See [`Query::group`]; without one, "who said" is grouped by speaker and nothing else is.
    pub group: Option<GroupBy>,
}

impl Criteria {
    /// These, with the other's in place of what both ask for; phrases and entities add up.
    #[must_use]
    fn overridden_by(self, other: Self) -> Self {
        Self {
            speaker: other.speaker.or(self.speaker),
            topic: other.topic.or(self.topic),
            phrases: [self.phrases, other.phrases].concat(),
            entities: [self.entities, other.entities].concat(),
            outlet: other.outlet.or(self.outlet),
            author: other.author.or(self.author),
            after: other.after.or(self.after),
            before: other.before.or(self.before),
            kind: other.kind.or(self.kind),
            min_confidence: other.min_confidence.or(self.min_confidence),
            limit: other.limit.or(self.limit),
            offset: other.offset.or(self.offset),
            sort: other.sort.or(self.sort),
            group: other.group.or(self.group),
        }
    }

    /// Takes a field of the question; `false` when its value can't be read.
    fn take(&mut self, field: Field, value: &str) -> bool {
        let text = || Some(value.to_owned()).filter(|value| !value.trim().is_empty());
        match field {
            Field::Speaker => self.speaker = text(),
            Field::Topic => {
                let words = [self.topic.take(), text()].into_iter().flatten().collect::<Vec<_>>();
                self.topic = Some(words.join(" ")).filter(|words| !words.is_empty());
            }
            Field::Phrase => self.phrases.extend(text()),
            Field::Entity => self.entities.extend(text()),
            Field::Outlet => self.outlet = text(),
            Field::Author => self.author = text(),
            Field::After => return read(dates::first_day(value), &mut self.after),
            Field::Before => return read(dates::last_day(value), &mut self.before),
            Field::Kind => return read(kind(value), &mut self.kind),
            Field::Confidence => return read(confidence(value), &mut self.min_confidence),
        }
        text().is_some()
    }
}

impl Query {
    /// Decides what is looked for, from a question, from flags, or from both; flags win, phrases and entities add up.
    ///
    /// Never fails: what is not understood becomes part of the topic.
    #[must_use]
    pub fn new(question: Option<&str>, flags: Criteria) -> Self {
        let (form, asked) = read_question(question.unwrap_or_default());
        let has_flags = flags != Criteria { limit: flags.limit, offset: flags.offset, ..Criteria::default() };
        let nothing_asked = asked == Criteria::default();
        let form = if nothing_asked && has_flags && form == Form::Topic { Form::Fields } else { form };
        let all = asked.overridden_by(flags);
        Self {
            form,
            speaker: all.speaker,
            topic: all.topic,
            phrases: all.phrases,
            entities: all.entities,
            outlet: all.outlet,
            author: all.author,
            after: all.after,
            before: all.before,
            kind: all.kind,
            min_confidence: all.min_confidence,
            limit: all.limit.unwrap_or(DEFAULT_LIMIT),
            offset: all.offset.unwrap_or(0),
            sort: all.sort.unwrap_or_default(),
            group: all.group.unwrap_or_else(|| form.default_group()),
            tells_others: true,
        }
    }
}

/// The question's form, and what it asks for in words and in fields.
fn read_question(question: &str) -> (Form, Criteria) {
    let mut fields = Criteria::default();
    let mut items = Vec::new();
    let mut has_fields = false;
    for token in tokens(question) {
        match token {
            Token::Word(text) => items.push(Item::word(text)),
            Token::Phrase(text) => items.push(Item::phrase(text)),
            Token::Field(field, value) => {
                if fields.take(field, &value) {
                    has_fields = true;
                } else {
                    items.extend([Item::word(field.name().to_owned()), Item::word(value)]);
                }
            }
        }
    }
    let Understood { form, speaker, topic, phrases } = grammar::understand(&items);
    let phrases = phrases.into_iter().filter(|phrase| phrase.chars().any(char::is_alphanumeric)).collect();
    // Free words beside fields are a topic like "topic:", so that both add up instead of one hiding the other.
    let topic = match (form, topic, fields.topic.take()) {
        (Form::Topic, Some(words), Some(field)) => Some(format!("{field} {words}")),
        (_, words, field) => field.or(words),
    };
    let form = if form == Form::Topic && has_fields { Form::Fields } else { form };
    (form, Criteria { speaker, topic, phrases, ..Criteria::default() }.overridden_by(fields))
}

/// Puts a value that could be read into its place.
fn read<T>(value: Option<T>, place: &mut Option<T>) -> bool {
    let is_read = value.is_some();
    *place = value.or(place.take());
    is_read
}

fn kind(value: &str) -> Option<QuoteKind> {
    [QuoteKind::Direct, QuoteKind::Mixed, QuoteKind::Indirect]
        .into_iter()
        .find(|kind| kind.name().eq_ignore_ascii_case(value))
}

/// A confidence from 0 to 1, or in percent.
fn confidence(value: &str) -> Option<f32> {
    let share = match value.strip_suffix('%') {
        Some(percent) => percent.parse::<f32>().ok()? / 100.0,
        None => value.parse().ok()?,
    };
    (0.0..=1.0).contains(&share).then_some(share)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::parse;

    #[test]
    fn fields_words_and_phrases_mix() {
        let query = parse(
            "speaker:sheinbaum topic:sovereignty \"inalienable\" outlet:reuters after:2025-01 before:2026 \
             author:\"Jo Doe\" entity:Mexico kind:direct confidence:80% presence",
        );
        assert_eq!(query.form, Form::Fields);
        assert_eq!(
            query.to_string(),
            "speaker \"sheinbaum\", topic \"sovereignty presence\", phrase \"inalienable\", entity \"Mexico\", \
             outlet \"reuters\", author \"Jo Doe\", after 2025-01-01, before 2026-12-31, kind direct, confidence at least 0.8"
        );
    }

    #[test]
    fn fields_narrow_a_question_and_keep_its_form() {
        let query = parse("who said sovereignty outlet:reuters");
        assert_eq!((query.form, query.group), (Form::WhoSaid, GroupBy::Speaker));
        assert_eq!(query.to_string(), "topic \"sovereignty\", outlet \"reuters\"");
    }

    #[test]
    fn a_field_that_cannot_be_read_is_searched_for() {
        assert_eq!(parse("after:soon taxes").to_string(), "topic \"after soon taxes\"");
        assert_eq!(parse("kind:loud confidence:7").to_string(), "topic \"kind loud confidence 7\"");
    }

    #[test]
    fn flags_win_and_phrases_add_up() {
        let flags = Criteria {
            speaker: Some("Lee".into()),
            phrases: vec!["two".into()],
            group: Some(GroupBy::None),
            limit: Some(3),
            ..Criteria::default()
        };
        let query = Query::new(Some("who said 'one' speaker:kelly"), flags);
        assert_eq!(query.to_string(), "speaker \"Lee\", phrase \"one\", phrase \"two\"");
        assert_eq!((query.form, query.group, query.limit), (Form::WhoSaid, GroupBy::None, 3));
    }

    #[test]
    fn flags_alone_are_fields() {
        let flags = Criteria { topic: Some("taxes".into()), ..Criteria::default() };
        assert_eq!(Query::new(None, flags).form, Form::Fields);
        assert_eq!(Query::new(None, Criteria::default()).form, Form::Topic);
    }
}
