//! An article as features see it: for each token a tag, coarser than its word, and how often its form is a cue.

use std::ops::Range;

use super::{
    forms::{Form, RARE, stem},
    mentions::{Mention, Mentions, Sort},
    sense,
};
use crate::{
    annotate::{cluster, reading::Reading, scene::Scene},
    lexicon::{SUBJECT_PRONOUN, class},
    model::{hash, mix},
    text::TokenKind,
};

/// What all features are made from.
pub struct View<'a> {
    /// The article.
    pub scene: &'a Scene<'a>,
    /// What may be a source.
    pub mentions: Mentions,
    /// A stand-in for each token's part of speech: the form of closed classes; of open ones the cluster, or the ending of a word
    /// that has none.
    pub tags: Vec<u32>,
    /// How often each token's form is a cue, in steps from 0 (never) to 15.
    pub chances: Vec<u8>,
    /// The same outside quotation marks, and 0 inside.
    pub unquoted: Vec<u8>,
    /// What each token reports, where it may report anything.
    pub senses: Vec<u8>,
    /// Form and tag of each token, [`OUTSIDE`] around each paragraph: what stands near a token is read without asking whether
    /// it belongs to the same paragraph.
    padded: Vec<(u32, u32)>,
    /// Where each token and the end stand in `padded`.
    places: Vec<u32>,
    /// The tags of words and marks that the way between two places is told by; 0 for all others, and in quotation marks.
    pub landmarks: Vec<u32>,
    /// What each mention is.
    kinds: Vec<u32>,
    /// What each mention looks like.
    looks: Vec<Looks>,
    /// How many commas, marks that end a sentence, and verbs that may be cues stand before each token and the end.
    counts: Vec<Counts>,
}

/// Sums over the tokens of a stretch.
#[derive(Clone, Copy, Debug, Default)]
pub struct Counts {
    /// Commas.
    pub commas: u32,
    /// Full stops and the like.
    pub stops: u32,
    /// Tokens that stand in quotation marks.
    pub quoted: u32,
    /// Words that are cues a sixth of the time or more, outside marks.
    pub cues: u32,
    /// Finite verbs outside marks, as far as their forms tell.
    pub verbs: u32,
}

/// The step of a word that was never seen, but of a sense that others report with.
const UNSEEN: u8 = 3;

/// Stands for all tokens outside the text.
pub const OUTSIDE: u32 = 0x5EED;

impl<'a> View<'a> {
    /// Looks at a scene; `chance` tells how often a form is a cue.
    #[must_use]
    pub fn of(scene: &'a Scene<'a>, chance: impl Fn(Form) -> u8) -> Self {
        let mentions = Mentions::find(scene);
        let words = &scene.reading.words;
        let mut chances = vec![0; words.len()];
        let mut senses = vec![0; words.len()];
        for (at, word) in words.iter().enumerate() {
            if word.kind == TokenKind::Word || scene.reading.reads(at, ":") {
                let form = form(&scene.reading, at);
                let step = chance(form);
                senses[at] = if step > 0 { sense::of(form.stem) } else { 0 };
                chances[at] = match step {
                    RARE if senses[at] > 0 => UNSEEN,
                    RARE => 0,
                    step => step,
                };
            }
        }
        let tags: Vec<u32> = (0..words.len()).map(|at| tag(scene, &mentions, at, chances[at])).collect();
        let unquoted = (0..words.len()).map(|at| if scene.inside.region(at).is_some() { 0 } else { chances[at] });
        let unquoted: Vec<u8> = unquoted.collect();
        let counts = counts(scene, &unquoted);
        let kinds = mentions.all.iter().map(|mention| kind(scene, mention)).collect();
        let looks = mentions.all.iter().map(|mention| Looks::of(scene, &mentions, mention)).collect();
        let landmarks = (0..words.len()).map(|at| landmark(scene, &tags, at)).collect();
        let (padded, places) = padded(scene, &tags);
        Self { scene, mentions, tags, chances, unquoted, senses, padded, places, landmarks, kinds, looks, counts }
    }

    /// What stands in `words`; nothing where that is no stretch.
    #[inline]
    #[must_use]
    pub fn count(&self, words: &Range<usize>) -> Counts {
        let (Some(from), Some(to)) = (self.counts.get(words.start), self.counts.get(words.end)) else {
            return Counts::default();
        };
        Counts {
            commas: to.commas.saturating_sub(from.commas),
            stops: to.stops.saturating_sub(from.stops),
            quoted: to.quoted.saturating_sub(from.quoted),
            cues: to.cues.saturating_sub(from.cues),
            verbs: to.verbs.saturating_sub(from.verbs),
        }
    }

    /// The hashed form of token `at + offset`, [`OUTSIDE`] beyond its paragraph.
    #[inline]
    #[must_use]
    pub fn form(&self, at: usize, offset: isize) -> u32 {
        self.near(at, offset).0
    }

    /// The tag of token `at + offset`, [`OUTSIDE`] beyond its paragraph.
    #[inline]
    #[must_use]
    pub fn tag(&self, at: usize, offset: isize) -> u32 {
        self.near(at, offset).1
    }

    /// Form and tag of token `at + offset`, if it is in the paragraph of `at` (or, where `at` is the end, of the last token).
    #[inline]
    fn near(&self, at: usize, offset: isize) -> (u32, u32) {
        debug_assert!(offset.unsigned_abs() <= PADDING);
        let place = self.places[at] as usize;
        self.padded[place.wrapping_add_signed(offset)]
    }

    /// What a mention is: how it refers, and whether it is one person, several, a body or a paper.
    #[inline]
    #[must_use]
    pub fn kind(&self, mention: usize) -> u32 {
        self.kinds[mention]
    }

    /// What a mention looks like.
    #[inline]
    #[must_use]
    pub fn looks(&self, mention: usize) -> Looks {
        self.looks[mention]
    }

    /// A phrase may begin at token `at`: behind a mark, at a word of a closed class or right behind one. Of the contents that
    /// people marked, 1 in 100 begins elsewhere, not near its cue.
    #[inline]
    #[must_use]
    pub fn begins(&self, at: usize) -> bool {
        let words = &self.scene.reading.words;
        let opens = |at: usize| words[at].kind == TokenKind::Mark || words[at].classes & PHRASE != 0;
        opens(at) || at == 0 || opens(at - 1)
    }

    /// A phrase may end before token `at`: not right behind a word that needs another one. Of the contents that people marked,
    /// 1 in 200 ends elsewhere.
    #[inline]
    #[must_use]
    pub fn ends(&self, at: usize) -> bool {
        let words = &self.scene.reading.words;
        let breaks = words.get(at).is_none_or(|word| word.kind == TokenKind::Mark);
        at == 0 || breaks || words[at - 1].classes & PHRASE == 0
    }

    /// Token `at` is a finite verb outside marks, as far as its form tells.
    #[inline]
    #[must_use]
    pub fn is_verb(&self, at: usize) -> bool {
        self.count(&(at..at + 1)).verbs > 0
    }

    /// Token `at` stands inside quotation marks.
    #[inline]
    #[must_use]
    pub fn quoted(&self, at: usize) -> bool {
        self.scene.inside.region(at).is_some()
    }
}

/// What tells, of a mention alone, whether it is a subject.
#[derive(Clone, Copy, Debug)]
pub struct Looks {
    /// It is the first of its sentence.
    pub first: bool,
    /// A preposition stands before it.
    pub governed: bool,
    /// Both, and whether a verb or a possessive ending stands behind it, as one number.
    pub all: u32,
}

impl Looks {
    fn of(scene: &Scene, mentions: &Mentions, mention: &Mention) -> Self {
        let reading = &scene.reading;
        let words = &mention.words;
        let behind = reading.words.get(words.end);
        let sentence = reading.sentence_of(words.start);
        let acts = behind.is_some_and(|word| word.cue.is_some() || word.classes & class::AUXILIARY != 0);
        let owns = behind.is_some_and(|word| word.kind == TokenKind::Possessive);
        let first = mentions.starting_in(&(sentence.start..words.start)).is_empty();
        let governed = words.start > 0 && reading.is(words.start - 1, class::PREPOSITION);
        let all = u32::from(acts) | u32::from(governed) << 1 | u32::from(first) << 2 | u32::from(owns) << 3;
        Self { first, governed, all }
    }
}

fn landmark(scene: &Scene, tags: &[u32], at: usize) -> u32 {
    let word = &scene.reading.words[at];
    let is_function = word.classes & (class::RELATIVE | class::CONJUNCTION | class::SUBORDINATOR) != 0;
    let tells = (is_function || word.kind == TokenKind::Mark) && scene.inside.region(at).is_none();
    if tells { tags[at] } else { 0 }
}

fn kind(scene: &Scene, mention: &Mention) -> u32 {
    let classes = scene.reading.words[mention.head].classes;
    let is = |classes_of: u64| u32::from(classes & classes_of != 0);
    let named = match (mention.sort, mention.rule) {
        (Sort::Name, Some(rule)) => scene.kind_of(rule).map_or(4, |kind| kind as u32 + 1),
        _ => 0,
    };
    mention.sort as u32
        | named << 4
        | is(crate::lexicon::PERSON_NOUN) << 7
        | is(class::PEOPLE) << 8
        | is(class::ORGANIZATION) << 9
        | is(class::PAPER) << 10
        | is(SUBJECT_PRONOUN) << 11
}

/// The form and stem of a token.
#[must_use]
pub fn form(reading: &Reading, at: usize) -> Form {
    let word = &reading.words[at];
    // Closed classes have no endings.
    let stem = if word.classes & CLOSED == 0 { stem(reading.text(at)) } else { word.form };
    Form { form: word.form, stem }
}

/// Nobody looks farther than so many tokens.
const PADDING: usize = 6;

fn padded(scene: &Scene, tags: &[u32]) -> (Vec<(u32, u32)>, Vec<u32>) {
    let reading = &scene.reading;
    let pad = [(OUTSIDE, OUTSIDE); PADDING];
    let mut padded = Vec::with_capacity(tags.len() + PADDING * (reading.paragraphs.len() + 3));
    let mut places = Vec::with_capacity(tags.len() + 1);
    let narrow = |place: usize| u32::try_from(place).unwrap_or(u32::MAX);
    padded.extend(pad);
    padded.extend(pad);
    for paragraph in &reading.paragraphs {
        for at in paragraph.clone() {
            places.push(narrow(padded.len()));
            padded.push((reading.words[at].form, tags[at]));
        }
        padded.extend(pad);
    }
    // The end: right behind the last token.
    places.push(narrow(padded.len() - PADDING));
    padded.extend(pad);
    (padded, places)
}

fn counts(scene: &Scene, unquoted: &[u8]) -> Vec<Counts> {
    let mut sum = Counts::default();
    let mut counts = Vec::with_capacity(unquoted.len() + 1);
    counts.push(sum);
    for (at, &chance) in unquoted.iter().enumerate() {
        let reading = &scene.reading;
        let quoted = scene.inside.region(at).is_some();
        if reading.words[at].kind == TokenKind::Mark {
            sum.commas += u32::from(reading.reads(at, ","));
            sum.stops += u32::from(reading.is_stop(at));
        }
        sum.quoted += u32::from(quoted);
        sum.cues += u32::from(chance >= OFTEN);
        sum.verbs += u32::from(!quoted && may_be_verb(reading, at, chance));
        counts.push(sum);
    }
    counts
}

/// A finite verb, as far as a word's form and the one before it tell; `chance` is how often it is a cue.
fn may_be_verb(reading: &Reading, at: usize, chance: u8) -> bool {
    let word = &reading.words[at];
    if word.kind != TokenKind::Word || word.capital {
        return false;
    }
    if word.classes & CLOSED != 0 {
        return word.classes & class::AUXILIARY != 0;
    }
    let text = reading.text(at);
    let is_past = || text.len() > 4 && text.ends_with("ed") || IRREGULAR.contains(&word.form);
    let is_form = chance > 0 && !text.ends_with("ing") || is_past();
    let is_noun =
        || at > 0 && (reading.is(at - 1, NOUN_FOLLOWS) || reading.words[at - 1].kind == TokenKind::Possessive);
    is_form && !is_noun()
}

/// Past forms without an ending, of verbs that seldom report anything.
const IRREGULAR: [u32; 48] = {
    let forms = [
        "ate", "became", "began", "blew", "broke", "brought", "built", "came", "caught", "chose", "dealt", "drew",
        "drove", "fell", "fled", "flew", "fought", "froze", "gave", "got", "grew", "held", "kept", "knew", "laid",
        "lay", "led", "left", "lost", "made", "met", "paid", "ran", "rose", "sank", "saw", "sent", "sold", "spent",
        "stood", "stole", "struck", "swept", "threw", "took", "went", "woke", "won",
    ];
    let mut hashes = [0; 48];
    let mut at = 0;
    while at < forms.len() {
        hashes[at] = hash(forms[at]);
        at += 1;
    }
    hashes
};

/// Behind these stands no finite verb.
const NOUN_FOLLOWS: u64 = class::DETERMINER | class::PREPOSITION | class::POSSESSIVE;

/// The step of a sixth.
const OFTEN: u8 = 6;

/// Steps of a distance: 0 to 4 as they are, then coarser.
#[inline]
#[must_use]
pub fn steps(distance: usize) -> u32 {
    match distance {
        0..=4 => u32::try_from(distance).unwrap_or(4),
        5..=6 => 5,
        7..=9 => 6,
        10..=14 => 7,
        15..=22 => 8,
        23..=40 => 9,
        41..=80 => 10,
        _ => 11,
    }
}

const CLOSED: u64 = class::DETERMINER
    | class::PREPOSITION
    | class::SUBORDINATOR
    | class::CONJUNCTION
    | class::AUXILIARY
    | SUBJECT_PRONOUN
    | class::FIRST_PERSON
    | class::SECOND_PERSON
    | class::POSSESSIVE
    | class::OBJECT
    | class::RELATIVE;

/// The closed classes that begin a phrase.
const PHRASE: u64 = class::DETERMINER
    | class::PREPOSITION
    | class::SUBORDINATOR
    | class::CONJUNCTION
    | class::AUXILIARY
    | SUBJECT_PRONOUN
    | class::POSSESSIVE
    | class::RELATIVE;

/// The tags of words with clusters are their numbers and this.
const CLUSTERED: u32 = 0xC1A5;

fn tag(scene: &Scene, mentions: &Mentions, at: usize, chance: u8) -> u32 {
    let word = &scene.reading.words[at];
    let text = scene.reading.text(at);
    match word.kind {
        TokenKind::Mark => {
            return match text {
                "“" | "”" | "\"" | "‘" | "’" | "'" => 1,
                "—" | "–" | "-" | "―" => 2,
                _ => word.form,
            };
        }
        TokenKind::Number => return 3,
        TokenKind::Possessive => return 4,
        TokenKind::Word => {}
    }
    if word.classes & CLOSED != 0 {
        return word.form;
    }
    if mentions.at(at).is_some_and(|mention| mentions.all[mention].sort == Sort::Name) {
        return 5;
    }
    if word.classes & class::TIME != 0 {
        return 6;
    }
    if scene.reading.is_adverb(at) {
        return 7;
    }
    let looks = u32::from(chance.min(15) / 4) | u32::from(word.capital) << 4;
    let cluster = cluster::ENGLISH.of(word.form);
    if cluster.coarse > 0 {
        return mix(CLUSTERED + u32::from(cluster.coarse), looks);
    }
    let bytes = text.as_bytes();
    let ending = match bytes {
        [.., b'i', b'n', b'g'] => "ing",
        [.., b'e', b'd'] => "ed",
        [.., b'i', b'o', b'n'] => "ion",
        [.., b's', b's'] => "ss",
        [.., b's'] => "s",
        [.., b'e', b'r'] => "er",
        [.., b'a', b'l'] => "al",
        _ => "",
    };
    let noun = u32::from(word.classes & crate::lexicon::PERSON_NOUN != 0)
        + 2 * u32::from(word.classes & (class::ORGANIZATION | class::PAPER) != 0);
    mix(hash(ending), looks | noun << 5)
}
