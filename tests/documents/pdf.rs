use crate::{
    make::{docx_of, packed_stream, pages, pdf, printed, rtf_of, stream},
    newsroom::Newsroom,
    read,
};

/// Two columns and a second page, as newspapers are set: headline over both, indents, words broken at the end of lines, what is on every page.
fn newspaper() -> Vec<String> {
    let first = printed(&[
        (50, 30, 9, "THE HARBOR GAZETTE, MARCH 3, 2019"),
        (50, 80, 28, "Harbour stays closed"),
        (50, 110, 28, "as pilots hold out"),
        (50, 140, 10, "By Ann Lee"),
        (50, 170, 10, "TALLINN — The harbour of the old town will stay"),
        (50, 182, 10, "closed for another week, the port authority said"),
        (50, 194, 10, "on Tuesday, after talks with the pilots had bro-"),
        (50, 206, 10, "ken down."),
        (62, 218, 10, "“We will not sail before we are paid,” said"),
        (50, 230, 10, "Mari Tamm, a well-known pilot. Nobody else of the"),
        (310, 170, 10, "union would speak, not even those who are well-"),
        (310, 182, 10, "known in the port."),
        (322, 194, 10, "The mayor, who had brought cake for forty people"),
        (310, 206, 10, "and a speech, called it a trick, and went on to"),
        (290, 780, 9, "1"),
    ]);
    let second = printed(&[
        (50, 30, 9, "THE HARBOR GAZETTE, MARCH 3, 2019"),
        (50, 80, 10, "say that he had no money for pilots at all."),
        (50, 110, 10, "“It is a pity,” he said. The cake was good."),
        (50, 122, 10, "It was eaten."),
        (290, 780, 9, "2"),
    ]);
    vec![first, second]
}

#[test]
fn a_page_of_a_newspaper_is_read_column_by_column() {
    let plain = newspaper().iter().map(|page| stream("", page.as_bytes())).collect();
    let plain = read("a.pdf", pdf(&pages(plain, ""), ""));
    insta::assert_snapshot!(plain);
    let packed = newspaper().iter().map(|page| packed_stream(page.as_bytes())).collect();
    assert_eq!(read("a.pdf", pdf(&pages(packed, ""), "")), plain);
    let unnamed = newspaper().iter().map(|page| stream("", page.as_bytes())).collect();
    assert_eq!(read("a", pdf(&pages(unnamed, ""), "")).replace("a:", "a.pdf:"), plain);
}

/// As word processors print: word by word, with gaps instead of spaces, no headline that is larger, a picture between, colours.
#[test]
fn a_printed_letter_is_read_with_its_spaces() {
    let content =
        "/Cs1 cs 0.5 scn /Cs2 CS /P1 SCN /Cs3 cs 1 2 3 sc BT /F1 11 Tf 72 700 Td [(Pilots)-300(stay)-300(ashore)] TJ ET
BT /F1 11 Tf 72 670 Td (By Ann Lee) Tj ET
q /Im1 Do Q
BT /F1 11 Tf 72 640 Td (\\223We ) Tj (will) Tj 30 0 Td ET
BT /F1 11 Tf 122 640 Td (not sail,\\224 said Mari Tamm, who speaks for them all, in a long) Tj ET
BT /F1 11 Tf 72 626 Td (speech.) Tj ET
q 1 0 0 1 0 -40 cm /Fm1 Do Q";
    let form = stream(
        "/Type/XObject/Subtype/Form/Resources<</Font<</F1 3 0 R>>>>",
        b"BT /F1 11 Tf 72 620 Td (The port said no.) Tj ET",
    );
    let picture = stream("/Type/XObject/Subtype/Image/Width 2/Height 1", b"q BT (x) Tj ET");
    let mut objects = pages(vec![stream("", content.as_bytes())], "/XObject<</Im1 6 0 R/Fm1 7 0 R>>/ColorSpace 8 0 R");
    // Colours of all kinds: none of them matters.
    let colours = b"<</Cs1[/Indexed/DeviceRGB 1 <00>]/Cs2[/Pattern/DeviceRGB]/Cs3 99 0 R>>".to_vec();
    objects.extend([picture, form, colours]);
    insta::assert_snapshot!(read("a.pdf", pdf(&objects, "")));
}

#[test]
fn a_pdf_that_can_not_be_read_says_why() {
    let good = || newspaper().iter().map(|page| stream("", page.as_bytes())).collect::<Vec<_>>();
    let whole = pdf(&pages(good(), ""), "");
    let mut endless = pages(vec![stream("", b"/Fm1 Do")], "/XObject<</Fm1 6 0 R>>");
    endless.push(stream("/Type/XObject/Subtype/Form", b"/Fm1 Do"));
    // Each draws the next one ten times.
    let mut laughs = pages(vec![stream("", "/Fm1 Do ".repeat(10).as_bytes())], "/XObject<</Fm1 6 0 R>>");
    for next in 7..17 {
        let resources = format!("/Type/XObject/Subtype/Form/Resources<</XObject<</Fm1 {next} 0 R>>>>");
        laughs.push(stream(&resources, "/Fm1 Do ".repeat(10).as_bytes()));
    }
    laughs.push(stream("/Type/XObject/Subtype/Form/Resources<<>>", b"q Q"));
    let bomb = packed_stream(&vec![b' '; 40 << 20]);
    let table = b"/CIDInit begincmap 1 beginbfrange <00000000> <ffffffff> <0041> endbfrange endcmap";
    let mut listing = pages(good(), "");
    listing.push(stream("", table));
    // Its pages are pages of themselves, and nobody says how large they are.
    let mut circle = pages(good(), "");
    circle[1] = b"<</Type/Pages/Kids[4 0 R 6 0 R]/Count 2/Parent 2 0 R>>".to_vec();
    let mut locked = pages(good(), "");
    let hash = "00".repeat(32);
    locked.push(format!("<</Filter/Standard/V 1/R 2/P -4/O<{hash}>/U<{hash}>>>").into_bytes());
    let locked_by = format!("/Encrypt {} 0 R/ID[<00><00>]", locked.len());
    let documents: [(&str, Vec<u8>); 9] = [
        ("picture.pdf", pdf(&pages(vec![stream("", b"q 10 0 0 10 0 0 cm Q")], ""), "")),
        ("cut.pdf", whole[..whole.len() / 3].to_vec()),
        ("endless.pdf", pdf(&endless, "")),
        ("laughs.pdf", pdf(&laughs, "")),
        ("bomb.pdf", pdf(&pages(vec![bomb], ""), "")),
        ("listing.pdf", pdf(&listing, "")),
        ("circle.pdf", pdf(&circle, "")),
        ("locked.pdf", pdf(&locked, &locked_by)),
        ("words.pdf", b"The harbour is closed.".to_vec()),
    ];
    let told: String = documents.into_iter().map(|(path, bytes)| read(path, bytes)).collect();
    insta::assert_snapshot!(told);
}

/// The crate that reads PDF panics on pages without a size.
#[test]
fn what_the_reader_of_pdf_does_not_understand_is_a_problem_and_no_crash() {
    let mut objects = pages(vec![stream("", b"BT /F1 10 Tf (x) Tj ET")], "");
    objects[1] = b"<</Type/Pages/Kids[4 0 R]/Count 1>>".to_vec();
    let room = Newsroom::with("strange.pdf", pdf(&objects, ""));
    room.add("story.docx", docx_of("Harbour closed\n\n“No ship sails,” said Mari Tamm."));
    room.add("story.rtf", rtf_of("Ferry sold\n\n“It had to be,” said Inés Núñez."));
    let told = room.index();
    assert_eq!(told.failures.len(), 1, "{:#?}", told.failures);
    assert!(told.failures[0].starts_with("news/strange.pdf:1: has something"), "{}", told.failures[0]);
    assert!(!told.run.err.contains("panicked"), "{}", told.run.err);
    for words in ["No ship sails", "It had to be"] {
        let answer = room.desk.json(&["query", "--phrase", words, "--json"]);
        assert_eq!(answer["hits"].as_array().unwrap().len(), 1, "{answer}");
    }
}

/// As deep as no reader goes, and deeper than a stack.
#[test]
fn what_is_nested_without_end_is_read_without_a_crash() {
    let depth = 50_000;
    for (open, close) in
        [("[", "]"), ("<<", ">>"), ("(", ")"), ("<</A ", ">>"), ("q ", "Q "), ("/X BMC ", "EMC "), ("BT ", "ET ")]
    {
        let nested = open.repeat(depth) + &close.repeat(depth);
        let content = format!("{nested} BT /F1 10 Tf 50 700 Td (Harbour closed) Tj ET");
        let mut objects = pages(vec![stream("", content.as_bytes())], "");
        objects.push(nested.clone().into_bytes());
        assert!(read("a.pdf", pdf(&objects, "")).starts_with("problem: "));
        assert!(read("a.pdf", pdf(&objects, &format!("/Info {nested}"))).starts_with("problem: "));
    }
}
