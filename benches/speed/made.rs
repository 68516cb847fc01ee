//! Articles made of our own sentences, the same on every machine.

use std::collections::BTreeMap;

use serde_json::json;

/// So many articles about a few hundred people, with about seven quotations each, as JSON Lines.
pub fn made(articles: usize) -> String {
    let tables = Tables::read();
    let line = |number: usize| {
        let mut desk = Desk::new(&tables, number as u64);
        let title = desk.sentence("title");
        let body: Vec<String> = (0..15 + desk.below(6)).map(|at| desk.paragraph(at)).collect();
        let record = json!({
            "id": format!("made-{number}"),
            "title": title,
            "date": format!("20{:02}-{:02}-{:02}", 15 + desk.below(11), 1 + desk.below(12), 1 + desk.below(28)),
            "source": desk.word("outlet"),
            "authors": [desk.person.clone()],
            "body": body.join("\n\n"),
        });
        format!("{record}\n")
    };
    (0..articles).map(line).collect()
}

/// Sentences and words by what they are.
struct Tables {
    sentences: BTreeMap<&'static str, Vec<&'static str>>,
    words: BTreeMap<&'static str, Vec<&'static str>>,
}

impl Tables {
    fn read() -> Self {
        let mut tables = Self { sentences: BTreeMap::new(), words: BTreeMap::new() };
        for (kind, sentence) in rows(include_str!("sentences.tsv")) {
            tables.sentences.entry(kind).or_default().push(sentence);
        }
        for (slot, words) in rows(include_str!("words.tsv")) {
            let separator = if words.contains('|') { '|' } else { ' ' };
            tables.words.insert(slot, words.split(separator).collect());
        }
        tables
    }
}

fn rows(table: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    table.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t'))
}

/// Writes one article.
struct Desk<'a> {
    tables: &'a Tables,
    chance: u64,
    /// Who is being written about.
    person: String,
}

impl<'a> Desk<'a> {
    fn new(tables: &'a Tables, article: u64) -> Self {
        // Far apart, so that neighbouring articles have nothing in common.
        let mut desk = Self { tables, chance: article.wrapping_mul(0x9e37_79b9_7f4a_7c15), person: String::new() };
        desk.person = desk.name();
        desk
    }

    /// A number below `limit`, by `SplitMix64` (Steele, Lea & Flood 2014).
    fn below(&mut self, limit: usize) -> usize {
        self.chance = self.chance.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.chance;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^= mixed >> 31;
        usize::try_from(mixed % limit as u64).expect("less than a usize")
    }

    fn paragraph(&mut self, at: usize) -> String {
        if at > 0 && self.below(3) == 0 {
            self.person = self.name();
        }
        match (at, self.below(6)) {
            (0, _) => self.sentence("lede"),
            (_, 0 | 1) => self.sentence("said"),
            _ => format!("{} {}", self.sentence("told"), self.sentence("told")),
        }
    }

    /// A sentence of a kind, with its slots filled.
    fn sentence(&mut self, kind: &str) -> String {
        let kinds = &self.tables.sentences[kind];
        let mut rest = kinds[self.below(kinds.len())];
        let mut written = String::new();
        while let Some((before, slot)) = rest.split_once('{') {
            let (slot, after) = slot.split_once('}').expect("every slot in sentences.tsv is closed");
            written += before;
            written += &self.fill(slot);
            rest = after;
        }
        written + rest
    }

    fn fill(&mut self, slot: &str) -> String {
        match slot {
            "person" => self.person.clone(),
            "surname" => self.person.rsplit(' ').next().unwrap_or_default().to_owned(),
            "place" => {
                let place = self.skewed(60);
                self.invented(place)
            }
            "rare" => {
                let word = self.skewed(20_000);
                self.invented(word)
            }
            "number" => (2 + self.below(400)).to_string(),
            "saying" => self.sentence("saying"),
            slot => self.word(slot),
        }
    }

    fn word(&mut self, slot: &str) -> String {
        let words = &self.tables.words[slot];
        words[self.below(words.len())].to_owned()
    }

    /// One of 400 people; some are in the news far more often than others.
    fn name(&mut self) -> String {
        let person = self.skewed(400);
        let first = &self.tables.words["first"];
        format!("{} {}", first[person % first.len()], self.invented(1000 + person))
    }

    /// A number below `limit` that is small more often than large, as words and people are in news.
    fn skewed(&mut self, limit: usize) -> usize {
        let bound = 1 + self.below(limit);
        self.below(bound)
    }

    /// The capitalised word of this number, made of syllables.
    fn invented(&self, number: usize) -> String {
        let syllables = &self.tables.words["syllable"];
        let mut rest = number + syllables.len();
        let mut word = String::new();
        while rest > 0 {
            word += syllables[rest % syllables.len()];
            rest /= syllables.len();
        }
        word[..1].to_uppercase() + &word[1..]
    }
}
