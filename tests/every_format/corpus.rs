use std::{collections::BTreeSet, path::Path, process::Command};

use assert_cmd::cargo::CommandCargoExt as _;
use serde_json::Value;

/// What lies in `corpus/formats`: a format, an article of it, who speaks there and nowhere else, and words of theirs.
pub static ARTICLES: &[(&str, &str, &str, &str)] = &[
    ("HTML", "html/lighthouse-sold.html", "Philippa Ostrander", "I bought a staircase with a view"),
    (
        "saved page (MHTML)",
        "mhtml/thirteenth-stroke.mhtml",
        "Balthazar Winterbourne",
        "I counted twelve and stopped listening",
    ),
    ("saved page (MHTML)", "mhtml/refused-coin.mht", "Zebedee Carmichael-Rao", "it has never carried me"),
    ("JSON", "json/bridge-toll.json", "Leopold Quarrington", "We are not allowed to give it away"),
    ("JSON", "ninjs/apiary.json", "Winifred Pellegrew", "ever paid in more than they took out"),
    ("JSON Lines", "jsonl/two-days.jsonl", "Wilhelmina Tansley-Roe", "A pear tree pays no rent"),
    ("JSON Lines", "jsonl/two-days.jsonl", "Barnaby Eckhart", "and we kept the flour"),
    ("JSON Feed", "feed/feed.json", "Erasmus Tillinghast", "We were late for two hundred years"),
    ("CSV", "csv/tram-seats.csv", "Gwendolyn Harkaway", "Nobody ever stole a wooden seat"),
    ("CSV", "tsv/well-water.tsv", "Ferdinand Applethwaite", "I dropped a coin and it answered"),
    ("Parquet", "parquet/fog-signal.parquet", "Bartholomew Inchbald", "The fog was never late"),
    ("WARC", "warc/crawl.warc", "Millicent Fairweather", "A goat does not read the sign"),
    ("WARC", "warc/crawl.warc.gz", "Cuthbert Ravensdale", "We measured it twice and believed it once"),
    ("WARC", "warc/session.wacz/archive/data.warc.gz", "Eugenia Stallybrass", "The tea was hotter than the debate"),
    ("RSS or Atom", "feed/news.rss", "Henrietta Blackmore-Sung", "The sea keeps its appointments"),
    ("RSS or Atom", "feed/news.atom", "Rosalind Kettleby", "Canvas is canvas"),
    ("NITF", "nitf/glassworks.xml", "Montgomery Ashgrove", "It takes nine days to say goodbye"),
    ("NewsML-G2", "newsml/canal-lock.xml", "Clementine Dalrymple-Voss", "It was in my pocket"),
    ("TEI", "tei/quarry-pond.xml", "Auberon Castlemaine", "They debate all night and decide nothing"),
    ("trafilatura's XML", "trafilatura/snow-fence.xml", "Lysander Birtwhistle", "and the snow was earlier"),
    ("ALTO", "alto/page-0003.xml", "Ezekiel Larkspur", "The water is better than the speeches"),
    ("METS", "mets/lantern-mets.xml", "Tobias Fenwright-Maas", "The air was free when we came"),
    ("METS", "mets/lantern-mets.xml", "Leocadia Thornquist", "A fish does not wait for a clock"),
    ("mail", "mail/morning-letter.eml", "Octavia Lindqvist-Moray", "It is still right twice a day"),
    ("mailbox", "mail/letters.mbox", "Dorothea Marchbanks", "Whoever took it had polished it"),
    ("mailbox", "mail/letters.mbox", "Algernon Featherstow", "I would thank the gardener"),
    ("Word", "word/dovecote.docx", "Lavinia Goldsborough", "They pay in feathers"),
    ("OpenDocument", "word/skating-pond.odt", "Horatio Penhallow", "The ice is thick where the money is"),
    ("rich text", "rtf/map-shop.rtf", "Hyacinth Brockelsby", "Nobody has brought one back"),
    ("PDF", "pdf/puppet-theatre.pdf", "Evangeline Thackray", "The strings were paid for"),
    ("Nexis Uni", "nexis/bells.txt", "Marguerite Oldershaw", "God is awake at seven"),
    ("LexisNexis", "nexis/older-ferry.txt", "Thaddeus Wickersham", "She has leaked honestly"),
    ("Factiva", "factiva/salt-works.txt", "Cornelius Vantongeren", "We waited for the last tenant"),
    ("Factiva (printed)", "factiva/observatory-printed.txt", "Araminta Solberg-Quist", "who waters the garden at noon"),
    ("ProQuest", "proquest/archive-cellar.txt", "Ignatius Broadmoor", "It is the best-kept room we have"),
    ("Markdown", "markdown/library-van.md", "Seraphina Oakenshaw", "I know who has it"),
    ("plain text", "text/choir-roof.txt", "Peregrine Thistlewood", "We had learned the songs"),
    ("plain text", "compressed/gatehouse.txt.gz", "Drusilla Hathersage", "A gate is mostly a habit"),
    ("plain text", "compressed/ropewalk.txt.zst", "Valentine Crowhurst", "The rope knows how long it is"),
    ("plain text", "compressed/beekeeper.txt.bz2", "Euphemia Lockridge", "You can not hurry a hive"),
    ("plain text", "compressed/signal-box.txt.xz", "Sylvester Amblecote", "The last train was early"),
    ("plain text", "archives/week.zip/monday/kite.txt", "Cordelia Stanhope-Bray", "The wind had other plans"),
    ("HTML", "archives/week.zip/tuesday/page.html", "Jeremiah Coldstream", "Our oven has outlived four bakers"),
    ("plain text", "archives/year.tar/spring.txt", "Rupert Halloway-Finch", "We planted it upside down"),
    ("plain text", "archives/year.tar.gz/autumn.txt", "Isadora Wetherby", "Apples do not keep minutes"),
];

/// What whosaid answers in the project's folder, with an index of its own.
fn answer(index: &Path, arguments: &[&str]) -> Value {
    let mut command = Command::cargo_bin("whosaid").unwrap();
    command.current_dir(env!("CARGO_MANIFEST_DIR")).env("WHOSAID_INDEX", index).args(arguments);
    let output = command.output().unwrap();
    let error = String::from_utf8_lossy(&output.stderr);
    serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{arguments:?}: {error}"))
}

#[test]
fn each_quotation_is_found_by_its_speaker_whatever_it_was_written_in() {
    let index = tempfile::tempdir().unwrap();
    let mut indexing = Command::cargo_bin("whosaid").unwrap();
    indexing.current_dir(env!("CARGO_MANIFEST_DIR")).args(["index", "corpus", "--index"]).arg(index.path());
    let run = indexing.output().unwrap();
    assert_eq!((run.status.code(), String::from_utf8(run.stderr).unwrap().as_str()), (Some(0), ""));
    for (format, file, speaker, words) in ARTICLES {
        let found = answer(index.path(), &["query", "--speaker", speaker, "--json"]);
        let told = |field: &str| found.pointer(field).and_then(Value::as_str).unwrap_or_default().to_owned();
        // Each is quoted once; what is less likely than not to be right counts for nothing.
        let sure = |hit: &&Value| hit["confidence"].as_f64().unwrap() >= 0.5;
        let sure = found["hits"].as_array().unwrap().iter().filter(sure).count();
        assert_eq!((sure, told("/hits/0/speaker").as_str()), (1, *speaker), "{format}: {file}");
        assert_eq!(told("/hits/0/article/path"), format!("corpus/formats/{file}"), "{speaker}");
        assert!(told("/hits/0/text").contains(words), "{file}: {}", told("/hits/0/text"));
    }
}

#[test]
fn the_corpus_has_a_file_of_every_format_and_no_other() {
    let nowhere = Path::new("nowhere");
    let known = answer(nowhere, &["formats", "--json"]);
    let known: BTreeSet<&str> =
        known["formats"].as_array().unwrap().iter().map(|format| format["name"].as_str().unwrap()).collect();
    let shown: BTreeSet<&str> = ARTICLES.iter().map(|(format, ..)| *format).collect();
    assert_eq!(known, shown);
    // Every file, one by one: of a folder, `formats` shows some only.
    let mut listed = BTreeSet::new();
    for folder in std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/formats")).unwrap() {
        let folder = format!("corpus/formats/{}", folder.unwrap().file_name().to_str().unwrap());
        let files = answer(nowhere, &["formats", &folder, "--json"]);
        for file in files["files"].as_array().unwrap().iter().filter(|file| file["format"] != Value::Null) {
            assert_eq!(file["problem"], Value::Null, "{}", file["path"]);
            let path = file["path"].as_str().unwrap().strip_prefix("corpus/formats/").unwrap();
            listed.insert((file["format"].as_str().unwrap().to_owned(), path.to_owned()));
        }
    }
    let expected = ARTICLES.iter().map(|(format, file, ..)| ((*format).to_owned(), (*file).to_owned()));
    assert_eq!(listed, expected.collect());
}
