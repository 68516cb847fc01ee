//! Makes the files of `corpus/formats` that no editor writes.
//!
//! After a change: `cargo test --test every_format -- --ignored`. What crates pack may change with their versions, so that the
//! files lie in the repository as they were made, and nothing compares them with what would be made today.

use std::{fs, path::Path};

use crate::{
    document::{docx, odt, pages, paragraph, pdf, printed, stream},
    pack::{bzip2, found, gzip, record, tar, xz, zip, zstd},
    table::parquet,
};

/// A plain text as a reporter files it.
fn text(title: &str, byline: &str, paragraphs: [&str; 2]) -> String {
    format!("{title}\n\n{byline}\n\n{}\n\n{}\n", paragraphs[0], paragraphs[1])
}

/// A page as a site sends it.
fn page(title: &str, site: &str, day: &str, paragraphs: [&str; 3]) -> String {
    format!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>{title} - {site}</title>\n\
         <meta property=\"og:site_name\" content=\"{site}\"><meta property=\"article:published_time\" content=\"{day}\"></head><body>\n\
         <nav><a href=\"/\">Home</a> <a href=\"/town\">Town</a></nav>\n<article><h1>{title}</h1>\n<p>{}</p>\n<p>{}</p>\n<p>{}</p>\n\
         </article>\n<footer>© {site}</footer></body></html>\n",
        paragraphs[0], paragraphs[1], paragraphs[2]
    )
}

fn crawled(url: &str, page: &str) -> Vec<Vec<u8>> {
    vec![record("warcinfo", "", "application/warc-fields", b"software: crawler\r\n"), found(url, page)]
}

fn archives_of_the_web() -> [(&'static str, Vec<u8>); 3] {
    let goat = page(
        "Goat Is Let Off With a Warning",
        "Crag and Glen",
        "2024-10-01T07:00:00Z",
        [
            "A goat that ate the flowers of the war memorial at Inverlea has been let off with a warning, which was read to it in the \
             presence of its owner and of a reporter.",
            "“A goat does not read the sign,” said Millicent Fairweather, who owns it. “It read the flowers.”",
            "The council will plant thistles, which goats are said to leave alone, and which have been the town's arms since it had any.",
        ],
    );
    let hill = page(
        "Hill Is a Mountain After All",
        "Crag and Glen",
        "2024-10-02T07:00:00Z",
        [
            "The hill behind Inverlea is a mountain by the width of a hand, surveyors found, after a shepherd complained that his map and his \
             knees had never agreed.",
            "“We measured it twice and believed it once,” said Cuthbert Ravensdale, who led the survey from a tent in the rain.",
            "The inn at its foot has ordered a new sign, and will put up the price of its rooms once the sign has come.",
        ],
    );
    let tea = page(
        "Council Meets in the Tea Room",
        "Crag and Glen",
        "2024-10-03T07:00:00Z",
        [
            "The council of Inverlea met in the tea room of the station on Wednesday, because the hall had been let to a wedding by a clerk who \
             had forgotten to ask which day it was.",
            "“The tea was hotter than the debate,” said Eugenia Stallybrass, who poured it and took no side.",
            "Everything on the agenda was adopted before the last train, for the first time since the council was founded in 1894.",
        ],
    );
    let tea = gzip(crawled("https://crag-and-glen.example/tea-room", &tea).concat());
    [
        ("warc/crawl.warc", crawled("https://crag-and-glen.example/goat", &goat).concat()),
        (
            "warc/crawl.warc.gz",
            crawled("https://crag-and-glen.example/hill", &hill).iter().map(gzip).collect::<Vec<_>>().concat(),
        ),
        (
            "warc/session.wacz",
            zip(&[("archive/data.warc.gz", &tea), ("datapackage.json", b"{\"profile\": \"data-package\"}")]),
        ),
    ]
}

fn documents() -> [(&'static str, Vec<u8>); 4] {
    let fog = [
        "Fog signal falls silent",
        "The fog signal on Gannet Rock was switched off on Tuesday.\n\n“The fog was never late, and I never was either,” said Bartholomew \
         Inchbald, who tended it for thirty years.",
        "islands-intelligencer.example",
        "2024-10-08 09:00:00",
        "https://islands-intelligencer.example/fog-signal",
    ]
    .map(str::to_owned);
    let fog = parquet(&["title", "text", "domain", "date", "url"], &[fog]);
    let dovecote: String = [
        "By Casper Nightingale-Ito",
        "The Manor Mail, October 10, 2024",
        "The dovecote at Wold Abbas has tenants again after two hundred years: six pairs, and one that has not made up its mind.",
        "“They pay in feathers, and always on time,” said Lavinia Goldsborough, who lets the rooms below.",
    ]
    .map(paragraph)
    .concat();
    let title = "<w:p><w:pPr><w:pStyle w:val=\"Title\"/></w:pPr><w:r><w:t>Dovecote Is Let Again</w:t></w:r></w:p>";
    let pond = "<text:h text:outline-level=\"1\">Skating pond opens in October</text:h><text:p>By Greta Folkestone</text:p>\
                <text:p>The Tarn Telegraph, October 14, 2024</text:p>\
                <text:p>The skating pond at Highmere opened on Saturday, with ice made by the machine that the dairy lent.</text:p>\
                <text:p>“The ice is thick where the money is,” said Horatio Penhallow, the dairy’s bookkeeper.</text:p>";
    let puppets = printed(&[
        (50, 80, 26, "Puppet Theatre Plays On"),
        (50, 110, 10, "By Anneliese Corrigan"),
        (50, 150, 10, "The puppet theatre in Cloister Lane will stay open until the spring, after its landlord had"),
        (50, 162, 10, "sat through a matinee of which he understood nothing."),
        (62, 174, 10, "“The strings were paid for, so we pulled them,” said Evangeline Thackray, who has run"),
        (50, 186, 10, "it with her sister since the cinema closed."),
    ]);
    [
        ("parquet/fog-signal.parquet", fog),
        ("word/dovecote.docx", docx(&format!("{title}{dovecote}"), "")),
        ("word/skating-pond.odt", odt(pond)),
        ("pdf/puppet-theatre.pdf", pdf(&pages(vec![stream("", puppets.as_bytes())], ""), "")),
    ]
}

fn compressed() -> [(&'static str, Vec<u8>); 4] {
    let gate = text(
        "Gatehouse Loses Its Gate",
        "By Fenella Archdale | The Rampart | October 16, 2024",
        [
            "The gatehouse of Old Marrow has no gate any more, since it was taken away to be mended and did not fit when it came back.",
            "“A gate is mostly a habit, and we will get over it,” said Drusilla Hathersage, who lives above it.",
        ],
    );
    let rope = text(
        "Ropewalk Is a Metre Too Short",
        "By Linus Oyelaran | The Rampart | October 17, 2024",
        [
            "The ropewalk at Old Marrow is a metre shorter than its oldest rope, a school class found with a tape.",
            "“The rope knows how long it is, and so did whoever laid it around the corner,” said Valentine Crowhurst, their teacher.",
        ],
    );
    let bees = text(
        "Honey Is Late, and Better",
        "By Fenella Archdale | The Rampart | October 18, 2024",
        [
            "The honey of the abbey came a month late this year, and was sold before it was in jars.",
            "“You can not hurry a hive, you can only annoy it,” said Euphemia Lockridge, who keeps the abbey’s bees.",
        ],
    );
    let signal = text(
        "Signal Box Becomes a Reading Room",
        "By Linus Oyelaran | The Rampart | October 19, 2024",
        [
            "The signal box at Marrow Junction has been a reading room since Friday, with all of its levers in place.",
            "“The last train was early, and I have had time to read ever since,” said Sylvester Amblecote, its signalman.",
        ],
    );
    [
        ("compressed/gatehouse.txt.gz", gzip(gate)),
        ("compressed/ropewalk.txt.zst", zstd(rope)),
        ("compressed/beekeeper.txt.bz2", bzip2(bees)),
        ("compressed/signal-box.txt.xz", xz(signal)),
    ]
}

fn archives() -> [(&'static str, Vec<u8>); 3] {
    let kite = text(
        "Kite Festival Ends Up Next Door",
        "By Rowena Stubbs-Laguna | The Dune Dispatch | October 21, 2024",
        [
            "The kite festival of Sandwick was won on Sunday in the neighbouring parish, where all the kites had come down.",
            "“The wind had other plans, and nicer neighbours,” said Cordelia Stanhope-Bray, who judged it from a bicycle.",
        ],
    );
    let oven = page(
        "Oven Turns Two Hundred",
        "The Dune Dispatch",
        "2024-10-22T06:00:00Z",
        [
            "The oven of the bakery in Mole Street was lit for the first time two hundred years ago on Tuesday, and has gone out only once since, in \
             the flood.",
            "“Our oven has outlived four bakers and two mayors,” said Jeremiah Coldstream, who is the fifth.",
            "There was cake for everybody who could say what the first loaf had cost, and in the end for everybody else as well.",
        ],
    );
    let spring = text(
        "Maypole Sprouts Leaves",
        "By Odile Hargreave | The Green Almanack | May 3, 2024",
        [
            "The maypole of Nether Wending has sprouted leaves, two days after it was danced around.",
            "“We planted it upside down, and it did not mind,” said Rupert Halloway-Finch, the carpenter.",
        ],
    );
    let autumn = text(
        "Cider Club Dissolves Itself",
        "By Odile Hargreave | The Green Almanack | October 25, 2024",
        [
            "The cider club of Nether Wending has dissolved itself, since nobody could find the book in which it was founded.",
            "“Apples do not keep minutes, and neither did we,” said Isadora Wetherby, its last treasurer.",
        ],
    );
    [
        ("archives/week.zip", zip(&[("monday/kite.txt", kite.as_bytes()), ("tuesday/page.html", oven.as_bytes())])),
        ("archives/year.tar", tar(&[("spring.txt", spring.as_bytes())])),
        ("archives/year.tar.gz", gzip(tar(&[("autumn.txt", autumn.as_bytes())]))),
    ]
}

#[test]
#[ignore = "writes files into corpus/formats"]
fn the_packed_files_of_the_corpus_are_made_anew() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/formats");
    let groups = [archives_of_the_web().to_vec(), documents().to_vec(), compressed().to_vec(), archives().to_vec()];
    for (name, bytes) in groups.into_iter().flatten() {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
}
