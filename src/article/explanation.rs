use super::Span;

/// Why a quotation was taken for one, and why it has its source and its speaker.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Explanation {
    /// What was decided, in that order; what a rule leaves nothing to decide of is not there.
    pub decisions: Vec<Decision>,
}

/// One choice among candidates.
#[derive(Clone, Debug, PartialEq)]
pub struct Decision {
    /// What was asked.
    pub question: Question,
    /// The words that it was asked of: the cue, the stretch in marks, the source.
    pub about: Option<Span>,
    /// What decided.
    pub ground: Ground,
    /// What was decided, then what else might have been, the likeliest first.
    pub candidates: Vec<Candidate>,
    /// Why the first candidate rather than the second, what weighs most first. All weights add up to the difference of their
    /// scores, which is the logarithm of how many times as likely the first is. Empty where a rule decided.
    pub reasons: Vec<Reason>,
}

/// What is asked of an article, again and again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Question {
    /// Is this stretch in marks a quotation?
    Quotation,
    /// Is this word a cue?
    Cue,
    /// Where does what the cue reports begin?
    Start,
    /// Where does it end?
    End,
    /// Does it go on behind the cue, and where does that end?
    Rest,
    /// Cue, source and content together: do they report anything?
    Clause,
    /// Which words name who spoke?
    Source,
    /// Whom do they mean?
    Speaker,
    /// Are content and speaker right?
    Confidence,
}

impl Question {
    /// As in JSON.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Quotation => "quotation",
            Self::Cue => "cue",
            Self::Start => "start",
            Self::End => "end",
            Self::Rest => "rest",
            Self::Clause => "clause",
            Self::Source => "source",
            Self::Speaker => "speaker",
            Self::Confidence => "confidence",
        }
    }
}

/// What decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ground {
    /// A learned model, by its name in `models/`.
    Model(&'static str),
    /// A rule.
    Rule(Rule),
}

/// A rule that leaves nothing to choose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// The label of a turn says who speaks.
    Label,
    /// A name behind the words or in the line below signs them.
    Signature,
    /// Who is named right behind the words said them, and another passes them on: "Kelly said, according to the transcript".
    PassedOn,
    /// A later paragraph of the same quotation tells who speaks.
    LaterParagraph,
    /// The source is a name.
    Name,
    /// The source's phrase goes on to a name.
    Phrase,
    /// The article tells whose office the source is.
    Office,
    /// The source is somebody new, or several: "a senator", "senators".
    Unnamed,
    /// "it" and "they" mean the organisation that spoke or was named last.
    It,
    /// A body or a paper means the organisation or person that it belongs to.
    Body,
    /// Nothing tells whom the source means.
    Untold,
    /// Whoever is likeliest to be meant is too unlikely to be told.
    Unsure,
    /// A label asks: whoever interviews, where the article names them.
    Questions,
    /// A label answers: whoever is interviewed.
    Answers,
    /// Who publishes the article is never taken for a speaker.
    Outlet,
    /// The tables of the article's language, by the quotation's step.
    Tables,
    /// A language without tables: quotations are found, and nobody for them.
    NoTables,
    /// As often right as such steps and sources were in measured text.
    Measured,
}

impl Rule {
    /// As in JSON.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Label => "label",
            Self::Signature => "signature",
            Self::PassedOn => "passed-on",
            Self::LaterParagraph => "later-paragraph",
            Self::Name => "name",
            Self::Phrase => "phrase",
            Self::Office => "office",
            Self::Unnamed => "unnamed",
            Self::It => "it",
            Self::Body => "body",
            Self::Untold => "untold",
            Self::Unsure => "unsure",
            Self::Questions => "questions",
            Self::Answers => "answers",
            Self::Outlet => "outlet",
            Self::Tables => "tables",
            Self::NoTables => "no-tables",
            Self::Measured => "measured",
        }
    }
}

/// A possible answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    /// What it is.
    pub answer: Answer,
    /// How likely it was taken to be; `None` where a rule gives none.
    pub probability: Option<f32>,
}

/// What may be answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// These words of the text.
    Words(Span),
    /// Whoever has this name.
    Named(String),
    /// No source in the text; nobody who is known.
    Nobody,
    /// It is so.
    Yes,
    /// It is not.
    No,
}

/// Something that is true of an answer, and what that weighs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reason {
    /// What is looked at: "how far away it stands".
    pub feature: &'static str,
    /// How much it speaks for the first candidate rather than the second, in log-odds; against it when negative.
    pub weight: f32,
}
