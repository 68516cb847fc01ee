//! An interview whose labels are letters ("Q:", "A:"): who asks and who answers, by what stands before the first question.

use crate::{
    annotate::{entity::Named, scene::Scene},
    article::EntityKind,
};

/// So many tokens before the first label are read.
const OPENING: usize = 400;

/// Who asks and who answers: entities, as far as they are named.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Interview {
    /// Whoever is said to have spoken with whoever answers.
    pub asks: Option<usize>,
    /// The person named most often before the first question.
    pub answers: Option<usize>,
}

impl Interview {
    /// The interview of an article; empty where it has no labels.
    #[must_use]
    pub fn of(scene: &Scene) -> Self {
        let Some(first) = scene.labels().next().map(|label| label.start) else { return Self::default() };
        let before = |named: &Named| named.names.iter().filter(|&&name| scene.names[name].words.start < first).count();
        let people = scene.entities.named.iter().enumerate().filter(|(_, named)| named.kind == EntityKind::Person);
        let named = people.map(|(index, named)| (index, before(named))).filter(|&(_, times)| times > 0);
        let answers = named.max_by_key(|&(index, times)| (times, std::cmp::Reverse(index))).map(|(index, _)| index);
        let opening = first.saturating_sub(OPENING)..first;
        let asks = opening.clone().filter_map(|at| interviewer(scene, at, first)).find(|found| Some(*found) != answers);
        Self { asks, answers }
    }
}

/// "| Anna Kell | spoke with him", "interviewed in Oslo by | Anna Kell |": who asks, if the verb at a token tells that.
fn interviewer(scene: &Scene, at: usize, first: usize) -> Option<usize> {
    let reading = &scene.reading;
    let named = |name: usize| {
        let entity = scene.entities.of_name[name]?;
        (scene.entities.named[entity].kind == EntityKind::Person).then_some(entity)
    };
    if reading.reads(at, "interviewed") {
        let farthest = 6;
        let end = reading.sentence_of(at).end.min(at + farthest).min(first);
        if let Some(by) = (at + 1..end).find(|&at| reading.reads(at, "by")) {
            let name = scene.names.partition_point(|name| name.words.start <= by);
            return scene.names.get(name).filter(|name| name.start() == by + 1).and_then(|_| named(name));
        }
    }
    if !matches!(reading.text(at), "spoke" | "talked" | "sat" | "met" | "interviewed" | "chatted" | "caught") {
        return None;
    }
    let name = scene.names.partition_point(|name| name.words.end < at);
    scene.names.get(name).filter(|name| name.words.end == at).and_then(|_| named(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn interview(opening: &str) -> (Option<String>, Option<String>) {
        let body =
            format!("{opening}\n\nQ: How old is it?\n\nA: Old.\n\nQ: And the dam?\n\nA: We mended it.\n\nQ: When?");
        let scene = Scene::of(&body);
        let Interview { asks, answers } = Interview::of(&scene);
        let name = |entity: Option<usize>| entity.map(|entity| scene.entities.named[entity].name.clone());
        (name(asks), name(answers))
    }

    #[test]
    fn who_asks_is_who_is_said_to_have_spoken_with_who_answers() {
        let lund = || Some("Peter Lund".to_owned());
        let kell = || Some("Anna Kell".to_owned());
        assert_eq!(interview("Peter Lund has mended dams. Anna Kell spoke with Lund in Oslo."), (kell(), lund()));
        assert_eq!(interview("Peter Lund, or Lund, was interviewed in Oslo by Anna Kell."), (kell(), lund()));
        assert_eq!(interview("Peter Lund, or Lund, spoke in Oslo."), (None, lund()));
    }
}
