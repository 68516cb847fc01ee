use std::io::{self, Write};

use super::{counted, few, flow::Flow, hit, period, style::ASIDE};
use crate::{article::EntityKind, query::SpeakerSummary};

/// Writes two lines a speaker: who, and how often, when and by whom quoted.
pub(super) fn write(speakers: &[SpeakerSummary], width: usize, out: &mut dyn Write) -> io::Result<()> {
    if speakers.is_empty() {
        return Flow::of(ASIDE, "nobody found").write(0, width, out);
    }
    for speaker in speakers {
        hit::speaker(Some(&speaker.name), speaker.role.as_deref(), None).write(0, width, out)?;
        let facts = [
            (speaker.kind != EntityKind::Person).then(|| speaker.kind.to_string()),
            Some(format!("{} in {}", counted(speaker.quotes, "quotation"), counted(speaker.articles, "article"))),
            period(speaker.first.as_deref(), speaker.last.as_deref()),
            few(&speaker.outlets),
        ];
        Flow::of(ASIDE, &facts.into_iter().flatten().collect::<Vec<_>>().join(" · ")).write(2, width, out)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::sample;

    #[test]
    fn a_list_of_speakers() {
        let mut out = Vec::new();
        write(&sample::speakers(), 80, &mut out).unwrap();
        insta::assert_snapshot!(anstream::adapter::strip_str(std::str::from_utf8(&out).unwrap()).to_string(), @r"
        Inés Núñez, foreign minister
          12 quotations in 5 articles · 2019-03-04 to 2024-05-06 · Harbour Post, Delta
          Wire
        Delta Port Authority
          organization · 1 quotation in 1 article
        ");
    }
}
