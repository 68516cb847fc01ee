//! Text that is text, and unlike any other.

use crate::newsroom::{Newsroom, words};

#[test]
fn ten_thousand_marks_in_a_row_are_no_quotation_and_hide_none() {
    let room = Newsroom::new();
    for (name, mark) in [("open", "“"), ("close", "”"), ("straight", "\""), ("single", "'"), ("guillemet", "«")] {
        let text = format!("Marks\n\n{}\n\n“It is wet today,” said Ada Lund.\n", mark.repeat(10_000));
        room.add(&format!("{name}.txt"), text);
    }
    assert_eq!(room.index().failures, [""; 0]);
    let answer = room.desk.json(&["query", "--phrase", "it is wet today", "--json"]);
    assert_eq!(answer["total"], 5);
    for hit in answer["hits"].as_array().unwrap() {
        assert_eq!(hit["speaker"], "Ada Lund", "{}", hit["article"]["path"]);
        assert!(hit["text"].as_str().unwrap().len() < 100, "{}", hit["article"]["path"]);
    }
}

#[test]
fn a_speaker_is_found_however_accents_and_apostrophes_are_typed() {
    let room = Newsroom::with(
        "names.txt",
        "Talks go on

“The harbour stays open,” said Siobhán O’Neill, who runs it.

“We will sign tomorrow,” said María Núñez, the foreign minister.

“Nobody asked us,” said Bjørn Ødegård.

“Then ask us now,” said Jean D'Aubigné-Šimić.
",
    );
    // Accents as characters of their own, as macOS writes them.
    room.add("apart.txt", "More talks\n\n“We have signed,” said Mari\u{301}a Nu\u{301}n\u{303}ez.\n");
    assert_eq!(room.index().failures, [""; 0]);
    for (asked, total) in [
        ("O'Neill", 1),
        ("O’Neill", 1),
        ("o'neill", 1),
        ("ONeill", 1),
        ("Siobhan O'Neill", 1),
        ("Núñez", 2),
        ("Nunez", 2),
        ("NUÑEZ", 2),
        ("Nu\u{301}n\u{303}ez", 2),
        ("Maria Nunez", 2),
        ("Ødegård", 1),
        ("Odegard", 1),
        ("d’aubigne-simic", 1),
        ("D'Aubigné", 1),
    ] {
        let answer = room.desk.json(&["query", "--speaker", asked, "--json"]);
        assert_eq!(answer["total"], total, "{asked}: {answer}");
        let asked_in_words = format!("what did {asked} say");
        assert_eq!(room.desk.json(&["query", &asked_in_words, "--json"])["total"], total, "{asked_in_words}");
    }
}

#[test]
fn text_from_right_to_left_keeps_its_quotations_and_steers_no_terminal() {
    let room = Newsroom::with(
        "arabic.txt",
        "بيان\n\nقال الوزير: «لن نقبل أبدا بهذا القرار مهما كان» في بيان صدر اليوم بعد اجتماع طويل مع الصحفيين في المدينة.\n",
    );
    room.add(
        "hebrew.txt",
        "הודעה\n\nשר החוץ אמר: ”לא נסכים לעולם להחלטה הזאת“ בהודעה לעיתונאים שפורסמה היום בעיר אחרי פגישה ארוכה.\n",
    );
    room.add("override.txt", "Storm\n\n“It is \u{202e}tew\u{202c} wet today,” said Ada \u{2067}Lund.\n");
    room.add("proverb.txt", "A proverb\n\n“الصبر مفتاح الفرج,” said Omar Haddad of the co-op.\n");
    assert_eq!(room.index().failures, [""; 0]);
    assert_eq!(room.desk.json(&["query", "who said 'مفتاح الفرج'", "--json"])["hits"][0]["speaker"], "Omar Haddad");
    let arabic = &room.extracted("arabic.txt")[0];
    assert_eq!(words(arabic, &arabic["quotes"][0]), "لن نقبل أبدا بهذا القرار مهما كان");
    assert_eq!(arabic["quotes"][0]["speaker"], serde_json::Value::Null);
    assert_eq!(room.desk.json(&["query", "--phrase", "نقبل أبدا", "--json"])["total"], 1);
    let shown = room.desk.run(&["query", "--phrase", "wet today"]);
    assert!(shown.out.contains("wet today"), "{}", shown.out);
    assert!(!shown.out.contains(['\u{202e}', '\u{202c}', '\u{2067}']), "{:?}", shown.out);
}

#[test]
fn lines_may_end_in_any_way() {
    let text = "Port strike ends\n\n“It is wet today,” said Ada Lund.\n\nShe left.\n\n“Nor will I,” said Tom Roe.\n";
    let room = Newsroom::with("lf.txt", text);
    room.add("crlf.txt", text.replace('\n', "\r\n"));
    room.add("cr.txt", text.replace('\n', "\r"));
    room.add("record.json", serde_json::json!({ "title": "Port", "body": text.replace('\n', "\r\n") }).to_string());
    assert_eq!(room.index().failures, [""; 0]);
    let answer = room.desk.json(&["query", "--phrase", "nor will i", "--json"]);
    assert_eq!(answer["total"], 4);
    for hit in answer["hits"].as_array().unwrap() {
        let path = hit["article"]["path"].as_str().unwrap();
        assert_eq!((&hit["speaker"], &hit["text"]), (&"Tom Roe".into(), &"Nor will I,".into()), "{path}");
        if path != "news/record.json" {
            assert!(room.desk.run(&["query", "--phrase", "nor will i"]).out.contains(&format!("{path}:7")), "{path}");
        }
    }
}

#[test]
fn words_of_a_hundred_thousand_letters_hide_nothing() {
    let long = "x".repeat(100_000);
    let room = Newsroom::with(
        "long.txt",
        format!("A {long}\n\n“It is {long} wet,” said Ada {long} Lund.\n\n“No,” said Tom Roe.\n"),
    );
    room.add(
        "long.json",
        serde_json::json!({ "id": long, "title": long, "body": "“It is dry,” said Ada Lund.", "outlet": long })
            .to_string(),
    );
    room.add("lines.txt", format!("Lines\n{}\n“It is late,” said Bo Ek.\n", "\n".repeat(1_000_000)));
    room.add("longer.txt", format!("Word\n\n{} is a word, said Bo Ek.\n", "a".repeat(1_000_000)));
    assert_eq!(room.index().failures, [""; 0]);
    assert_eq!(room.desk.json(&["query", "--phrase", "it is late", "--json"])["total"], 1);
    assert_eq!(room.desk.json(&["query", "--speaker", "Roe", "--json"])["total"], 1);
    assert_eq!(room.desk.json(&["query", "--phrase", "it is dry", "--json"])["total"], 1);
    // No index has a word so long; asking for it is no error.
    assert_eq!(room.desk.run(&["query", &long]).code, Some(1));
}

#[test]
fn offsets_are_right_in_all_of_it() {
    let room = Newsroom::with(
        "mixed.txt",
        "Ein Titel\n\n„Wir bleiben alle noch hier im Hafen“, said Jürgen Öz.\r\n\r\n« Non, nous ne partirons pas d’ici », said 😀 Zoé.\n\n\
         “Sí\u{301}, we are all staying,” said Núñez. “There is no \u{200b}way out of it.”\n",
    );
    room.add(
        "good.json",
        "{\"body\": \"\\u201cIt is \\ud83d\\ude00 wet today,\\u201d said Ada Lund. \\\"And so it will be tomorrow.\\\"\"}",
    );
    for (name, least) in [("mixed.txt", 3), ("good.json", 1)] {
        for article in room.extracted(name) {
            let quotes = article["quotes"].as_array().unwrap();
            assert!(quotes.len() >= least, "{name}: {quotes:?}");
            for quote in quotes {
                let said = words(&article, quote);
                assert!(!said.is_empty() && !said.starts_with(['“', '„', '«', '"']), "{said}");
                for piece in quote["pieces"].as_array().unwrap() {
                    assert!(said.contains(words(&article, piece)), "{said}");
                }
            }
        }
    }
}
