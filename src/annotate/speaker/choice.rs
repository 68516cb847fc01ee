//! Whom a pronoun or a description means: the people named before it, and what may tell which.

use std::{ops::Range, sync::LazyLock};

use super::{
    Recent, Speakers,
    allegiance::{Agreement, Allegiance},
    recent::Spoke,
};
use crate::{
    annotate::{
        cluster,
        mention::{Form, hyphen_head},
        name::{Gender, Name},
    },
    article::EntityKind,
    lexicon::{SUBJECT_PRONOUN, class},
    model::{Sink, Template, Weights, hash_ignoring_case, mix},
    text::TokenKind,
};

/// The weights that are compiled in.
pub static WEIGHTS: LazyLock<Weights> =
    LazyLock::new(|| Weights::compiled_in(include_bytes!("../../../models/referent.bin")));

/// So many names back a reference may reach, and so many paragraphs: keeps the cost of text without paragraphs linear.
const FARTHEST_NAMES: usize = 120;
const FARTHEST_PARAGRAPHS: u32 = 12;
/// So many people are weighed.
const MOST_OPTIONS: usize = 16;

macro_rules! templates {
    ($($name:ident $id:literal $text:literal)*) => { $(const $name: Template = Template { id: $id, name: $text };)* };
}

templates! {
    GENDER 1 "gender of the reference and of the person"
    RANK 2 "how many other people of fitting gender were named since"
    RANK_ALL 3 "how many other people were named since"
    SENTENCES 4 "sentences since the last name"
    PARAGRAPHS 5 "paragraphs since the last name"
    TOKENS 6 "words since the last name"
    SUBJECT 7 "whether the last name begins its clause, and how far back"
    NEAREST 8 "what the last name looks like"
    BEHIND 9 "what stands behind the last name"
    BEFORE 10 "what stands before the last name"
    SPOKE 11 "whether it spoke last, and how far back"
    SPOKE_FIT 12 "whether somebody else of fitting gender spoke last"
    SPOKE_BEFORE 13 "whether it spoke before the last"
    OFTEN 14 "how often named before"
    OFTEN_ALL 15 "how often named at all"
    FIRST_PERSON_NAMED 16 "whether it was named first of all people"
    PRONOUNS 17 "how many pronouns of the same gender since"
    IN_PARAGRAPH 18 "how often named in this paragraph"
    PLACE 19 "where the reference stands, and how far back the last name"
    LEADS 20 "whether it begins its paragraph, and how far back"
    OFFICE 21 "whether the article tells its office"
    NOUN 22 "the noun, and whether others fit"
    OTHERS 23 "whether it spoke last, and how many others fit"
    QUOTED 24 "whether the last name stands in quotation marks"
    SUBJECT_RANK 25 "how many other people began a clause since"
    NOBODY 26 "whether anybody named is meant"
    NOBODY_NOUN 27 "whether anybody named is meant, by this noun"
    NOBODY_FIRST 28 "whether anybody named is meant, by this determiner"
    NOBODY_FIT 29 "whether anybody named is meant, and how many fit"
    NOBODY_NEAR 30 "whether anybody named is meant, and descriptions that fit between"
    DETERMINER 32 "the determiner, and how many others fit"
    SPOKE_AND_SUBJECT 33 "whether it spoke last, and begins its clause"
    CHAIN 34 "whether it spoke last by a pronoun, and pronouns since"
    BETWEEN 35 "whether a description of fitting gender stands between"
    OWNER 36 "whether its name stands in the description"
    VERB 37 "what stands behind the reference, and whether others fit"
    NARRATED 38 "how many others of fitting gender were named outside quotation marks since"
    NARRATED_SPOKE 39 "how many others were named outside quotation marks since, and whether it spoke last"
    SUBJECT_HERE 40 "whether it begins a clause of this paragraph, or the paragraph"
    SUBJECT_SPOKE 41 "whether it begins a clause of this paragraph, and spoke last"
    SUBJECT_PLACE 42 "whether it begins a clause of this paragraph, and where the reference stands"
    SPOKE_PLACE 43 "whether it spoke last, and where the reference stands"
    ONE_NAME 44 "gender of the only name it has"
    NAME_CLUSTER 45 "the names that its first name is used like"
    NOUN_CLUSTER 46 "the words that the noun is used like"
    OFFICE_CLUSTER 47 "whether its office is used like the noun"
    ALLEGIANCE 49 "party, nation or state of the description and of the person"
    ALLEGIANCE_OFFICE 50 "the same, and whether its office is used like the noun"
    NOBODY_CLUSTER 48 "whether anybody named is meant, by the words that the noun is used like"
}

/// What refers to somebody.
#[derive(Clone, Debug)]
pub struct Referring {
    /// Its tokens.
    pub words: Range<usize>,
    /// The token that stands for it.
    pub head: usize,
    /// He or she.
    pub gender: Gender,
    /// Pronoun as subject, as possessive or object; a description.
    pub sort: u32,
    /// The pronouns of its gender before it.
    pronouns: Vec<usize>,
    /// The descriptions of fitting gender before it: 2 for a new one ("a neighbour").
    described: Vec<(usize, u32)>,
    /// The entity of the first person that the article names.
    first: Option<usize>,
    /// The party, nation or state that a description tells.
    side: Allegiance,
}

impl Referring {
    /// What can be told of it alone.
    #[must_use]
    pub fn of(speakers: &Speakers, words: &Range<usize>, form: Form) -> Self {
        let head = match form {
            Form::Nominal(head) => head,
            Form::Name(_) | Form::Pronoun => words.start,
        };
        let (gender, sort) = gender_and_sort(speakers, words, form);
        let side = match form {
            Form::Nominal(head) => Allegiance::of_description(speakers.reading, head),
            Form::Name(_) | Form::Pronoun => Allegiance::default(),
        };
        Self {
            words: words.clone(),
            head,
            gender,
            sort,
            pronouns: pronouns(speakers, words.start, gender),
            described: descriptions(speakers, words.start, gender),
            first: first_person(speakers),
            side,
        }
    }

    /// He or she, as far as its own words tell.
    #[must_use]
    pub fn gender_of(speakers: &Speakers, words: &Range<usize>, form: Form) -> Gender {
        gender_and_sort(speakers, words, form).0
    }

    /// How many pronouns of its gender stand between token `from` and it.
    fn pronouns_since(&self, from: usize) -> u32 {
        u32::try_from(self.pronouns.iter().filter(|&&at| at >= from).count().min(4)).unwrap_or(4)
    }

    /// What descriptions stand between token `from` and it: none, a known one, a new one.
    fn described_since(&self, from: usize) -> u32 {
        self.described.iter().filter(|&&(at, _)| at >= from).map(|&(_, how)| how).max().unwrap_or(0)
    }
}

fn gender_and_sort(speakers: &Speakers, words: &Range<usize>, form: Form) -> (Gender, u32) {
    let reading = speakers.reading;
    let classes = |head: usize| reading.words[head].classes | hyphen_head(reading, head);
    match form {
        Form::Nominal(head) if classes(head) & class::PERSON_M != 0 => (Gender::Male, DESCRIPTION),
        Form::Nominal(head) if classes(head) & class::PERSON_F != 0 => (Gender::Female, DESCRIPTION),
        Form::Nominal(_) => (Gender::Unknown, DESCRIPTION),
        _ => pronoun_gender(reading.text(words.start), reading.words[words.start].classes),
    }
}

fn pronoun_gender(text: &str, classes: u64) -> (Gender, u32) {
    let subject = u32::from(classes & SUBJECT_PRONOUN == 0);
    if classes & class::HE != 0 {
        return (Gender::Male, subject);
    }
    if classes & class::SHE != 0 {
        return (Gender::Female, subject);
    }
    match text.to_ascii_lowercase().as_str() {
        "his" | "him" | "himself" => (Gender::Male, 1),
        "her" | "hers" | "herself" => (Gender::Female, 1),
        _ => (Gender::Unknown, 1),
    }
}

/// Somebody who may be meant.
#[derive(Clone, Debug)]
pub struct Person {
    /// Index of the entity.
    pub entity: usize,
    /// Its last name before the reference: an index into the names.
    nearest: usize,
    /// How many people were named since, how many of them of fitting gender, how many as subjects.
    since: [u32; 3],
    /// How many of fitting gender outside quotation marks.
    narrated: u32,
    /// Where its names outside quotation marks begin clauses: [`HERE`], [`LEADS_HERE`], [`JUST_BEFORE`].
    subject: u32,
    /// How often it was named, as far as was looked, and how often in the paragraph.
    times: u32,
    in_paragraph: u32,
    begins: bool,
    fits: bool,
    agreement: Agreement,
}

/// The sort of a reference that is a description.
const DESCRIPTION: u32 = 2;

/// Begins a clause of the reference's paragraph.
const HERE: u32 = 1;
/// Begins that paragraph.
const LEADS_HERE: u32 = 2;
/// Begins a clause of the sentence before.
const JUST_BEFORE: u32 = 4;

/// The people named before `referring` whom it may mean, the last named first.
#[must_use]
pub fn options(speakers: &Speakers, referring: &Referring) -> Vec<Person> {
    let reading = speakers.reading;
    let at = referring.words.start;
    let here = reading.words[at].paragraph;
    let upto = speakers.names.partition_point(|name| name.words.start < at);
    let mut found: Vec<Person> = Vec::new();
    let mut since = [0_u32; 3];
    let mut narrated = 0;
    let paragraph_start = reading.paragraph_of(at).start;
    for (index, name) in speakers.names[..upto].iter().enumerate().rev().take(FARTHEST_NAMES) {
        let paragraph = reading.words[name.words.start].paragraph;
        if paragraph + FARTHEST_PARAGRAPHS < here {
            break;
        }
        let Some(entity) = speakers.entities.of_name[index] else { continue };
        let named = &speakers.entities.named[entity];
        // "the Harwell manager" is not Harwell.
        let is_part = referring.sort == DESCRIPTION && name.words.end == at;
        if named.kind != EntityKind::Person || is_part {
            continue;
        }
        let in_paragraph = u32::from(paragraph == here);
        let quoted = speakers.inside.region(name.words.start).is_some();
        let begins = begins_clause(speakers, name);
        let leads = name.start() <= paragraph_start + 1;
        let back = reading.words[at].sentence - reading.words[name.words.start].sentence;
        let here_and = |more: bool, bit: u32| if begins && !quoted && more { bit } else { 0 };
        let subject = here_and(paragraph == here, HERE)
            | here_and(leads && paragraph == here, LEADS_HERE)
            | here_and(back == 1, JUST_BEFORE);
        if let Some(known) = found.iter_mut().find(|known| known.entity == entity) {
            known.times += 1;
            known.in_paragraph += in_paragraph;
            known.subject |= subject;
            continue;
        }
        let fits = named.gender.fits(referring.gender);
        let agreement = referring.side.agreement(speakers, entity);
        // "The Republican nominee" is nobody of another party.
        let may_be = (fits || named.gender == Gender::Unknown) && agreement != Agreement::Against;
        if may_be && found.len() < MOST_OPTIONS {
            found.push(Person {
                entity,
                nearest: index,
                since,
                narrated,
                subject,
                times: 1,
                in_paragraph,
                begins,
                fits,
                agreement,
            });
        }
        since[0] += 1;
        since[1] += u32::from(fits);
        since[2] += u32::from(fits && begins);
        narrated += u32::from(fits && !quoted);
    }
    found
}

/// What may tell that `option` is meant.
pub fn person(speakers: &Speakers, referring: &Referring, option: &Person, recent: &Recent, out: &mut impl Sink) {
    let reading = speakers.reading;
    let sort = referring.sort;
    let named = &speakers.entities.named[option.entity];
    let name = &speakers.names[option.nearest];
    let at = referring.words.start;
    let (here, there) = (&reading.words[at], &reading.words[name.words.start]);
    let sentences = (here.sentence - there.sentence).min(8);
    let paragraphs = (here.paragraph - there.paragraph).min(6);
    let certain = u32::from(named.gender == referring.gender && named.gender != Gender::Unknown);
    let [all, fitting, subjects] = option.since.map(|count| count.min(5));
    let [spoke_last, spoke_before] = spoke(speakers, referring, recent);
    let spoke = spoke_last.filter(|last| last.entity == option.entity);
    let spoke_back = spoke.map_or(9, |last| here.paragraph.saturating_sub(last.paragraph).min(4));
    let begins = u32::from(option.begins);
    out.add(GENDER, mix(sort, mix(certain, u32::from(option.fits))));
    if named.gender == Gender::Unknown {
        let first = &reading.words[speakers.names[named.names[0]].words.start];
        let gender = Gender::of(first.classes);
        let told = u32::from(gender == referring.gender) | u32::from(gender.fits(referring.gender)) << 1;
        out.add(NAME_CLUSTER, mix(referring.gender as u32, used_like(first.form)));
        out.add(ONE_NAME, mix(sort, mix(told, u32::from(named.name.contains(' ')))));
    }
    out.add(RANK, mix(sort, mix(fitting, certain)));
    out.add(RANK_ALL, mix(sort, all));
    out.add(SUBJECT_RANK, mix(sort, mix(subjects, begins)));
    out.add(SENTENCES, mix(sort, mix(sentences, begins)));
    out.add(PARAGRAPHS, mix(sort, paragraphs));
    out.add(TOKENS, 32 - u32::try_from(at - name.words.start).unwrap_or(u32::MAX).leading_zeros());
    out.add(SUBJECT, mix(mix(begins, sentences.min(3)), mix(paragraphs.min(3), fitting.min(2))));
    let is_full = u32::from(name.words.len() > 1) | u32::from(!name.title.is_empty()) << 1;
    out.add(NEAREST, mix(is_full, mix(paragraphs.min(2), fitting.min(2))));
    out.add(BEHIND, mix(beside(speakers, name.words.end, name), sentences.min(2)));
    let before = name.start().checked_sub(1);
    out.add(BEFORE, mix(before.map_or(99, |before| beside(speakers, before, name)), sentences.min(2)));
    let quoted = u32::from(speakers.inside.region(name.words.start).is_some());
    out.add(QUOTED, mix(quoted, mix(paragraphs.min(2), fitting.min(2))));
    out.add(SPOKE, mix(sort, mix(spoke_back, certain)));
    out.add(SPOKE_AND_SUBJECT, mix(spoke_back, mix(begins, mix(paragraphs.min(3), fitting.min(2)))));
    let spoke_before = spoke_before.is_some_and(|last| last.entity == option.entity);
    out.add(SPOKE_BEFORE, mix(u32::from(spoke_before), spoke_back));
    let other_spoke = spoke_last
        .filter(|last| last.entity != option.entity)
        .map_or(0, |last| 1 + u32::from(last.paragraph + 1 >= here.paragraph));
    out.add(SPOKE_FIT, mix(other_spoke, mix(fitting.min(2), paragraphs.min(3))));
    out.add(OFTEN, mix(sort, steps(option.times)));
    let all_times = u32::try_from(named.names.len()).unwrap_or(u32::MAX);
    out.add(OFTEN_ALL, mix(sort, steps(all_times)));
    out.add(FIRST_PERSON_NAMED, mix(sort, u32::from(Some(option.entity) == referring.first)));
    let pronouns = referring.pronouns_since(name.words.end);
    out.add(PRONOUNS, mix(sort, mix(pronouns, fitting.min(2))));
    let by_reference = spoke.is_some_and(|last| last.by_reference);
    out.add(CHAIN, mix(mix(spoke_back, u32::from(by_reference)), mix(pronouns.min(3), fitting.min(2))));
    out.add(IN_PARAGRAPH, mix(sort, mix(option.in_paragraph.min(3), paragraphs.min(2))));
    out.add(PLACE, mix(place(speakers, at), mix(sentences.min(3), mix(paragraphs.min(2), begins))));
    let leads = reading.paragraph_of(name.words.start).start + 2 >= name.words.start;
    out.add(LEADS, mix(u32::from(leads), mix(paragraphs.min(3), fitting.min(2))));
    out.add(OTHERS, mix(spoke_back, mix(fitting.min(3), all.min(3))));
    let narrated = option.narrated.min(3);
    let stands = place(speakers, at);
    let outside = 1 - quoted;
    out.add(NARRATED, mix(sort, mix(narrated, mix(outside, certain))));
    out.add(NARRATED_SPOKE, mix(mix(narrated, outside), mix(spoke_back, stands)));
    let leading = option.subject;
    out.add(SUBJECT_HERE, mix(sort, mix(leading, narrated)));
    out.add(SUBJECT_SPOKE, mix(leading, mix(spoke_back, other_spoke)));
    out.add(SUBJECT_PLACE, mix(leading, mix(stands, narrated.min(1))));
    out.add(SPOKE_PLACE, mix(spoke_back, mix(stands, certain)));
    let verb = reading.words.get(referring.words.end).map_or(0, |word| if word.cue.is_some() { word.form } else { 1 });
    out.add(VERB, mix(verb, mix(fitting.min(1), u32::from(spoke.is_some()))));
    let described = referring.described_since(name.words.end);
    out.add(BETWEEN, mix(sort, mix(described, fitting.min(2))));
    if sort == DESCRIPTION {
        description(speakers, referring, option, out);
    }
}

/// The number of the words that one is used like; 0 where that is not known.
fn used_like(form: u32) -> u32 {
    u32::from(cluster::ENGLISH.of(form).fine)
}

/// The last two people who spoke and whom the reference may mean.
fn spoke(speakers: &Speakers, referring: &Referring, recent: &Recent) -> [Option<Spoke>; 2] {
    let mut fitting = recent.all().filter(|spoke| {
        let named = &speakers.entities.named[spoke.entity];
        named.kind == EntityKind::Person && named.gender.fits(referring.gender)
    });
    [fitting.next(), fitting.next()]
}

/// What a description tells of the person.
fn description(speakers: &Speakers, referring: &Referring, option: &Person, out: &mut impl Sink) {
    let reading = speakers.reading;
    let fitting = option.since[1].min(3);
    let has_office = u32::from(speakers.roles[option.entity].is_some());
    let determiner = determiner(speakers, referring.words.start, referring.head) as u32;
    out.add(OFFICE, mix(has_office, determiner));
    out.add(NOUN, mix(reading.words[referring.head].form, fitting.min(1)));
    out.add(DETERMINER, mix(determiner, fitting));
    let like = used_like(reading.words[referring.head].form);
    out.add(NOUN_CLUSTER, mix(like, mix(fitting.min(1), has_office)));
    let office = speakers.roles[option.entity].as_deref().and_then(|role| role.rsplit(' ').next());
    let office = office.map_or(0, |noun| used_like(hash_ignoring_case(noun.as_bytes())));
    let alike = u32::from(office == like) + 2 * u32::from(office > 0);
    out.add(OFFICE_CLUSTER, mix(alike, mix(determiner, fitting.min(1))));
    if option.agreement != Agreement::Unsaid {
        let agreement = option.agreement as u32;
        out.add(ALLEGIANCE, mix(agreement, fitting.min(1)));
        out.add(ALLEGIANCE_OFFICE, mix(agreement, alike));
    }
    let name = &speakers.names[option.nearest];
    let owns = referring.words.contains(&name.words.start) || referring.words.start.saturating_sub(name.words.end) <= 1;
    out.add(OWNER, mix(u32::from(owns), determiner));
}

/// What may tell that nobody who was named is meant.
pub fn nobody(speakers: &Speakers, referring: &Referring, options: &[Person], out: &mut impl Sink) {
    let reading = speakers.reading;
    let sort = referring.sort;
    out.add(NOBODY, sort);
    let fit = u32::try_from(options.iter().filter(|option| option.fits).count().min(3)).unwrap_or(3);
    out.add(NOBODY_FIT, mix(sort, fit));
    let at = referring.words.start;
    let near = options.iter().find(|option| option.fits).map(|option| &speakers.names[option.nearest]);
    let from = near.map_or(at.saturating_sub(60), |name| name.words.end.max(at.saturating_sub(200)));
    let described = referring.described_since(from);
    let sentences =
        near.map_or(9, |name| (reading.words[at].sentence - reading.words[name.words.start].sentence).min(5));
    out.add(NOBODY_NEAR, mix(sort, mix(described, sentences)));
    if sort == DESCRIPTION {
        let determiner = determiner(speakers, referring.words.start, referring.head) as u32;
        out.add(NOBODY_NOUN, mix(reading.words[referring.head].form, u32::from(determiner == 1)));
        out.add(NOBODY_FIRST, determiner);
        let like = used_like(reading.words[referring.head].form);
        out.add(NOBODY_CLUSTER, mix(like, u32::from(determiner == 1)));
    }
}

/// How a description begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Determiner {
    /// the
    The = 1,
    /// his
    Owned = 2,
    /// a, another, two
    New = 3,
    /// Kell's
    Of = 4,
    /// Nothing.
    Bare = 5,
    /// this, that
    This = 6,
    /// Several people.
    Plural = 7,
}

/// How the description that starts at `start` with the noun `head` begins.
pub(super) fn determiner(speakers: &Speakers, start: usize, head: usize) -> Determiner {
    let reading = speakers.reading;
    if reading.is(head, class::PEOPLE) {
        return Determiner::Plural;
    }
    let sentence = reading.sentence_of(start).start;
    let mut at = start;
    // "the New York | businessman": a name may stand between.
    let farthest = 4;
    let is_first = |at: usize| reading.is(at, class::DETERMINER | class::POSSESSIVE);
    while at > sentence && start - at < farthest && reading.words[at - 1].capital && !is_first(at) && !is_first(at - 1)
    {
        at -= 1;
    }
    let before = at.checked_sub(1).filter(|&before| before >= sentence);
    if before.is_some_and(|before| reading.words[before].kind == TokenKind::Possessive) {
        return Determiner::Of;
    }
    let first = if is_first(at) { Some(at) } else { before.filter(|&before| is_first(before)) };
    match first {
        None => Determiner::Bare,
        Some(at) if reading.is(at, class::POSSESSIVE) => Determiner::Owned,
        Some(at) => match reading.text(at).to_ascii_lowercase().as_str() {
            "the" => Determiner::The,
            "this" | "that" => Determiner::This,
            _ => Determiner::New,
        },
    }
}

/// A name is taken for its clause's subject when a verb may follow it and no preposition precedes it.
fn begins_clause(speakers: &Speakers, name: &Name) -> bool {
    let reading = speakers.reading;
    let first = name.start();
    let sentence = reading.sentence_of(first);
    let governed = first > sentence.start && reading.is(first - 1, class::PREPOSITION);
    let end = name.words.end;
    let verb = end < sentence.end
        && (reading.words[end].cue.is_some()
            || reading.is(end, class::AUXILIARY | class::ADVERB | class::RELATIVE)
            || reading.reads(end, ","));
    !governed && (verb || first == sentence.start)
}

/// What a word beside a name does.
fn beside(speakers: &Speakers, at: usize, name: &Name) -> u32 {
    let reading = speakers.reading;
    let Some(word) = reading.words.get(at).filter(|word| word.sentence == reading.words[name.words.start].sentence)
    else {
        return 99;
    };
    match word.kind {
        TokenKind::Possessive => 1,
        TokenKind::Number => 2,
        TokenKind::Mark => 3 + u32::from(reading.reads(at, ",")),
        TokenKind::Word if word.classes & class::AUXILIARY != 0 => 5,
        TokenKind::Word if word.classes & class::PREPOSITION != 0 => 6,
        TokenKind::Word if word.classes & class::CONJUNCTION != 0 => 7,
        TokenKind::Word if word.classes & class::SUBORDINATOR != 0 => 8,
        TokenKind::Word if word.classes & class::RELATIVE != 0 => 9,
        TokenKind::Word if word.cue.is_some_and(|cue| cue.speech || cue.mark.0 > 20) => 10,
        TokenKind::Word if word.classes & class::DETERMINER != 0 => 11,
        TokenKind::Word => 12 + u32::from(word.capital),
    }
}

/// Where the reference stands in its sentence and paragraph.
fn place(speakers: &Speakers, at: usize) -> u32 {
    let reading = speakers.reading;
    let sentence = reading.sentence_of(at).start;
    let paragraph = reading.paragraph_of(at).start;
    let after_marks = at > sentence && (sentence..at).rev().take(3).any(|at| speakers.inside.region(at).is_some());
    u32::from(sentence == at) | u32::from(paragraph == sentence) << 1 | u32::from(after_marks) << 2
}

fn first_person(speakers: &Speakers) -> Option<usize> {
    let is_person = |&entity: &usize| speakers.entities.named[entity].kind == EntityKind::Person;
    speakers.entities.of_name.iter().take(FARTHEST_NAMES).flatten().copied().find(is_person)
}

/// So far back pronouns and descriptions are looked for.
const FARTHEST_WORDS: usize = 200;

/// The last pronouns of a gender in the narrative before a token.
fn pronouns(speakers: &Speakers, before: usize, gender: Gender) -> Vec<usize> {
    let wanted = match gender {
        Gender::Female => class::SHE,
        Gender::Male => class::HE,
        Gender::Unknown => class::SHE | class::HE,
    };
    let most = 4;
    let words = (before.saturating_sub(FARTHEST_WORDS)..before).rev();
    let counts = |&at: &usize| speakers.reading.is(at, wanted) && speakers.inside.region(at).is_none();
    words.filter(counts).take(most).collect()
}

/// The descriptions of somebody of fitting gender in the narrative before a token.
fn descriptions(speakers: &Speakers, before: usize, gender: Gender) -> Vec<(usize, u32)> {
    let reading = speakers.reading;
    let wanted = match gender {
        Gender::Female => class::PERSON | class::PERSON_F,
        Gender::Male => class::PERSON | class::PERSON_M,
        Gender::Unknown => class::PERSON,
    };
    let description = |at: usize| {
        let candidate = &speakers.candidates.all[speakers.candidates.at(at)?];
        let Form::Nominal(head) = candidate.form else { return None };
        let fits = (reading.words[head].classes | hyphen_head(reading, head)) & wanted != 0;
        let is_new = matches!(reading.text(candidate.words.start), "a" | "an" | "A" | "An" | "one" | "One" | "another");
        (at == head && fits && speakers.inside.region(at).is_none()).then_some((at, 1 + u32::from(is_new)))
    };
    (before.saturating_sub(FARTHEST_WORDS)..before).filter_map(description).collect()
}

fn steps(count: u32) -> u32 {
    32 - count.min(31).leading_zeros()
}
