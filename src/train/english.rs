//! All models of English attribution, from one set of lessons.

use rayon::prelude::*;

use super::{
    contents, cues,
    judged::Judged,
    lesson::{Counts, Lesson, heads, neighbours, parted, tokens},
    regions, sources, trusts,
};
use crate::{
    annotate::{
        learned::{
            clause::{self, Clause, accept, clauses, proposed},
            content::Reported,
            decide::decide,
            forms::Chances,
            models::{Models, Question},
            source::options_of_cue,
            view::View,
        },
        scene::Scene,
    },
    model::{Choice, Trainer, Training, Weights},
};

/// The bytes of all models.
#[derive(Clone, Debug)]
pub struct Tables {
    chances: Vec<u8>,
    weights: [Vec<u8>; Question::ALL.len()],
}

impl Tables {
    /// Tables that know nothing but the forms.
    fn new(chances: Vec<u8>) -> Self {
        Self { chances, weights: Question::ALL.map(|_| Weights::write(&[0.0])) }
    }

    /// As models.
    ///
    /// # Panics
    /// Never: these tables were written here.
    #[must_use]
    pub(crate) fn models(&self) -> Models<'_> {
        let read = |question: Question| {
            Weights::read(&self.weights[question as usize]).expect("a table that was just written")
        };
        Models::new(Chances::read(&self.chances), Question::ALL.map(read))
    }

    /// Each model's file name in `models/`, and its bytes.
    pub fn files(&self) -> impl Iterator<Item = (String, &[u8])> {
        let weights = Question::ALL
            .iter()
            .map(|&question| (format!("{}.bin", question.name()), self.weights[question as usize].as_slice()));
        std::iter::once(("chances.bin".to_owned(), self.chances.as_slice())).chain(weights)
    }

    fn learn(&mut self, question: Question, choices: &[Choice], training: Training) {
        self.weights[question as usize] = Weights::write(&Trainer::learn(choices, training));
    }

    fn learn_marked(&mut self, marked: &regions::Lessons, training: Training) {
        self.learn(Question::Region, &marked.speech, training);
        self.learn(Question::Speaker, &marked.speakers, training);
    }
}

/// What one model is told of another's answers comes from a model that has not seen the article: each of so many parts of the
/// lessons is answered by one learned from the others.
const FOLDS: usize = 4;

/// Learns all models, from annotated articles, from `more` that say nothing of how right the models are, and from what was judged of
/// others.
#[must_use]
pub fn learn(lessons: &[&Lesson], more: &[Lesson], judged: &[Judged], training: Training) -> Tables {
    let with_more = |lessons: &[&Lesson]| {
        let all: Vec<&Lesson> = lessons.iter().copied().chain(more).collect();
        learn_choices(&all, judged, training)
    };
    let mut tables = with_more(lessons);
    let parts: Vec<(Vec<&Lesson>, Vec<&Lesson>)> = held_back(lessons).collect();
    let drafts_of = |(unseen, others): &(Vec<&Lesson>, Vec<&Lesson>)| {
        let part = with_more(others);
        let models = part.models();
        let drafts = |lesson: &&Lesson| {
            let scene = Scene::of(&lesson.body);
            let view = View::of(&scene, |form| models.chances.of(form));
            trusts::drafts(&view, &lesson.gold, &decide(&view, &models))
        };
        unseen.iter().flat_map(drafts).collect::<Vec<Choice>>()
    };
    let trust: Vec<Choice> = parts.par_iter().flat_map_iter(drafts_of).collect();
    // Likelihoods tell few things; to leave some out would only blur what they say.
    tables.learn(Question::Trust, &trust, Training { dropout: 0.0, epochs: training.epochs / 2, ..training });
    tables
}

/// All lessons, part by part, each part with all others: each fourth lesson, then fourths that stand together. So each is held back
/// twice, and answered by models that learned from different others.
fn held_back<T: Copy>(lessons: &[T]) -> impl Iterator<Item = (Vec<T>, Vec<T>)> {
    let dealt_out = (0..FOLDS).map(|fold| parted(lessons, |index| index % FOLDS == fold));
    dealt_out.chain((0..FOLDS).map(|part| neighbours(lessons, part, FOLDS)))
}

/// One article to learn from, read.
struct Prepared<'a> {
    /// It is held back with all articles of this part.
    part: usize,
    view: View<'a>,
    answers: Answers<'a>,
}

/// What is known of an article.
enum Answers<'a> {
    /// All of it, and the token that heads each gold cue.
    Gold(&'a Lesson, Vec<Option<usize>>),
    /// Some clauses and stretches in marks.
    Judged(&'a Judged),
}

/// Learns all models but [`Question::Trust`].
#[must_use]
pub fn learn_choices(lessons: &[&Lesson], judged: &[Judged], training: Training) -> Tables {
    let scenes: Vec<Scene> = lessons.iter().map(|lesson| Scene::of(&lesson.body)).collect();
    let forms = Forms::of(&scenes, lessons);
    let mut tables = Tables::new(forms.total.table());
    let variants: Vec<(usize, Lesson)> =
        lessons.iter().enumerate().filter_map(|(index, lesson)| Some((index, lesson.variant(index)?))).collect();
    let variant_scenes: Vec<Scene> = variants.iter().map(|(_, lesson)| Scene::of(&lesson.body)).collect();
    let own = lessons.iter().enumerate().map(|(index, &lesson)| (index, lesson));
    let printed = variants.iter().map(|(index, lesson)| (*index, lesson));
    let annotated =
        own.chain(printed).zip(scenes.iter().chain(&variant_scenes)).map(|((index, lesson), scene)| Prepared {
            part: index % FOLDS,
            view: View::of(scene, |form| forms.total.step(form, Some(&forms.each[index]))),
            answers: Answers::Gold(lesson, heads(scene, &lesson.gold, &forms.inside)),
        });
    let judged: Vec<&Judged> = judged.iter().filter(|judged| judged.has_quotations()).collect();
    let judged_scenes: Vec<Scene> = judged.iter().map(|judged| Scene::of(&judged.body)).collect();
    let others = judged.into_iter().zip(&judged_scenes).enumerate().map(|(index, (judged, scene))| Prepared {
        part: index % FOLDS,
        view: View::of(scene, |form| forms.total.step(form, None)),
        answers: Answers::Judged(judged),
    });
    let prepared: Vec<Prepared> = annotated.chain(others).collect();
    let all: Vec<&Prepared> = prepared.iter().collect();
    learn_clauses(&all, training, &mut tables);
    let mut clauses = unseen_clauses(&all, training, &tables.chances);
    let accepted: Vec<Choice> = all
        .iter()
        .zip(&clauses)
        .flat_map(|(one, clauses)| match &one.answers {
            Answers::Gold(lesson, _) => trusts::clauses(&one.view, &lesson.gold, clauses),
            Answers::Judged(judged) => judged.clauses(&one.view, clauses),
        })
        .collect();
    tables.learn(Question::Accept, &accepted, training);
    let mut marked = regions::Lessons::default();
    for (one, clauses) in all.iter().zip(&mut clauses) {
        if let Answers::Gold(lesson, _) = &one.answers {
            accept(&one.view, &tables.models(), clauses);
            marked.add_gold(&one.view, &lesson.gold, clauses);
        }
    }
    tables.learn_marked(&marked, training);
    // What stands before a judged stretch was not judged: there, what is learned from whole articles alone decides.
    let annotated = marked.speech.len();
    for (one, clauses) in all.iter().zip(&mut clauses) {
        if let Answers::Judged(judged) = &one.answers
            && !judged.spoken().is_empty()
        {
            accept(&one.view, &tables.models(), clauses);
            marked.add_judged(&one.view, judged, clauses, &decide(&one.view, &tables.models()).verdicts);
        }
    }
    if marked.speech.len() > annotated {
        tables.learn_marked(&marked, training);
    }
    tables
}

/// The clauses of each article as models find them that were learned from others.
fn unseen_clauses(prepared: &[&Prepared], training: Training, chances: &[u8]) -> Vec<Vec<Clause>> {
    let tables_of = |fold: usize| {
        let others: Vec<&Prepared> = prepared.iter().filter(|one| one.part != fold).copied().collect();
        let mut part = Tables::new(chances.to_vec());
        learn_clauses(&others, training, &mut part);
        part
    };
    let tables: Vec<Tables> = (0..FOLDS).into_par_iter().map(tables_of).collect();
    let models: Vec<Models> = tables.iter().map(Tables::models).collect();
    prepared.iter().map(|one| clauses(&one.view, &models[one.part])).collect()
}

/// Learns what clauses need.
fn learn_clauses(prepared: &[&Prepared], training: Training, tables: &mut Tables) {
    let (mut cue, mut source) = (Vec::new(), Vec::new());
    let (mut start, mut end, mut rest) = (Vec::new(), Vec::new(), Vec::new());
    for one in prepared {
        let view = &one.view;
        let (lesson, heads) = match &one.answers {
            Answers::Gold(lesson, heads) => (lesson, heads),
            Answers::Judged(judged) => {
                cue.extend(judged.cues(view));
                continue;
            }
        };
        cue.extend(cues::choices(view, heads));
        let mut order: Vec<(usize, usize)> =
            heads.iter().enumerate().filter_map(|(index, head)| Some(((*head)?, index))).collect();
        order.sort_unstable();
        let mut before = None;
        for (place, &(head, index)) in order.iter().enumerate() {
            let quote = &lesson.gold.quotes[index];
            let (right, over) = sources::right(view, quote);
            let anchor = clause::anchor(view, head, before);
            source.push(sources::choice(view, &anchor, &options_of_cue(view, head), right, &over));
            before = right;
            let others = order[..place].iter().rev().map(|&(other, _)| other);
            let reported = Reported::new(view, head, right, others);
            let Some((content, goes_on)) = contents::bounds(view, quote, &reported) else { continue };
            start.push(contents::start(view, &reported, content.start));
            end.push(contents::end(view, &reported, content.start, content.end));
            rest.extend(contents::rest(view, &reported, &content, goes_on));
        }
    }
    tables.learn(Question::Cue, &cue, training);
    tables.learn(Question::Source, &source, training);
    tables.learn(Question::Start, &start, training);
    tables.learn(Question::End, &end, training);
    tables.learn(Question::Rest, &rest, training);
    // What stands before a judged clause was not judged: there, what is learned from whole articles alone decides.
    let judged: Vec<Choice> = prepared
        .iter()
        .filter_map(|one| match &one.answers {
            Answers::Judged(judged) if judged.has_sources() => Some((&one.view, judged)),
            _ => None,
        })
        .flat_map(|(view, judged)| judged.sources(view, &proposed(view, &tables.models())))
        .collect();
    if !judged.is_empty() {
        source.extend(judged);
        tables.learn(Question::Source, &source, training);
    }
}

/// Forms of all lessons.
struct Forms {
    /// How often each form stands in a cue, its head or not.
    inside: Counts,
    total: Counts,
    each: Vec<Counts>,
}

impl Forms {
    fn of(scenes: &[Scene], lessons: &[&Lesson]) -> Self {
        let mut inside = Counts::default();
        for (scene, lesson) in scenes.iter().zip(lessons) {
            let all: Vec<usize> =
                lesson.gold.quotes.iter().flat_map(|quote| tokens(&scene.reading, &quote.cue)).collect();
            inside.add(&Counts::of(&scene.reading, &all));
        }
        let heads: Vec<Vec<Option<usize>>> =
            scenes.iter().zip(lessons).map(|(scene, lesson)| heads(scene, &lesson.gold, &inside)).collect();
        let count = |(scene, heads): (&Scene, &Vec<Option<usize>>)| {
            let heads: Vec<usize> = heads.iter().flatten().copied().collect();
            Counts::of(&scene.reading, &heads)
        };
        let each: Vec<Counts> = scenes.iter().zip(&heads).map(count).collect();
        let mut total = Counts::default();
        for counts in &each {
            total.add(counts);
        }
        Self { inside, total, each }
    }
}
