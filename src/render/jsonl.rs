use std::io::{self, Write};

use super::{Renderer, json::line};
use crate::{
    query::{Hits, SpeakerSummary},
    report::Problem,
};

/// JSON Lines: one hit or one speaker a line, the same objects as in [`Json`](super::Json) without what surrounds them.
#[derive(Clone, Copy, Debug, Default)]
pub struct JsonLines;

impl JsonLines {
    /// Writes one thing that went wrong: path, line, what, remedy.
    ///
    /// # Errors
    /// When `out` refuses the bytes.
    pub fn problem(self, problem: &Problem, out: &mut dyn Write) -> io::Result<()> {
        line(problem, out)
    }
}

impl Renderer for JsonLines {
    fn hits(&self, hits: &Hits, out: &mut dyn Write) -> io::Result<()> {
        hits.hits.iter().try_for_each(|hit| line(hit, out))
    }

    fn speakers(&self, speakers: &[SpeakerSummary], out: &mut dyn Write) -> io::Result<()> {
        speakers.iter().try_for_each(|speaker| line(speaker, out))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::{Json, sample};

    #[test]
    fn a_problem_is_one_line() {
        let problem = Problem::new("a.jsonl", "not\nJSON").at_line(3);
        let mut out = Vec::new();
        JsonLines.problem(&problem, &mut out).unwrap();
        let line = String::from_utf8(out).unwrap();
        assert_eq!(line, "{\"path\":\"a.jsonl\",\"line\":3,\"what\":\"not\\nJSON\",\"remedy\":null}\n");
    }

    #[test]
    fn a_hit_is_one_line_and_the_object_of_the_json_answer() {
        let hits = sample::grouped_by_speaker();
        let written = |renderer: &dyn Renderer| {
            let mut out = Vec::new();
            renderer.hits(&hits, &mut out).unwrap();
            String::from_utf8(out).unwrap()
        };
        let read = |text: &str| serde_json::from_str::<serde_json::Value>(text).unwrap();
        let lines: Vec<_> = written(&JsonLines).lines().map(read).collect();
        assert_eq!(serde_json::Value::Array(lines), read(&written(&Json))["hits"]);
    }
}
