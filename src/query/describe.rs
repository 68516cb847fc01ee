use std::fmt;

use super::Query;

/// What was understood, in one line: `speaker "Sheinbaum", topic "cartels", after 2025-01-01`.
impl fmt::Display for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let quoted = |name: &str, text: &str| format!("{name} \"{text}\"");
        let one = |name, text: &Option<String>| text.as_ref().map(|text| quoted(name, text));
        let all = |name, texts: &[String]| texts.iter().map(|text| quoted(name, text)).collect::<Vec<_>>();
        let mut parts = Vec::new();
        parts.extend(one("speaker", &self.speaker));
        parts.extend(one("topic", &self.topic));
        parts.extend(all("phrase", &self.phrases));
        parts.extend(all("entity", &self.entities));
        parts.extend(one("outlet", &self.outlet));
        parts.extend(one("author", &self.author));
        parts.extend(self.after.map(|day| format!("after {day}")));
        parts.extend(self.before.map(|day| format!("before {day}")));
        parts.extend(self.kind.map(|kind| format!("kind {kind}")));
        parts.extend(self.min_confidence.map(|share| format!("confidence at least {share}")));
        if parts.is_empty() {
            return f.write_str("every quotation");
        }
        f.write_str(&parts.join(", "))
    }
}
