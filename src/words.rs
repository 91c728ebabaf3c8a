//! The page's own words: labels, buttons, sentences. What is said of a sheet
//! stands in the core's `words`.

mod office;

pub use office::*;

use crate::desk::{FileFault, StoreFault, Usage};
use crate::session::chart::{Chart, Drawn};
use crate::session::table::{Becomes, Pasting};
use crate::session::{Arrival, Draft, Filed, MOST_FOUND, Paper, Reading, TextSize, Theme};
use kohyo_core::finding::Severity;
use kohyo_core::submission::Standing;

/// The name of the product.
pub const NAME: &str = "kohyo 個票";

/// Light or dark.
pub fn theme(theme: Theme) -> &'static str {
    match theme {
        Theme::Machine => "パソコンの設定に合わせる",
        Theme::Light => "明るい色",
        Theme::Dark => "暗い色",
    }
}

/// How large the letters are.
pub fn text_size(size: TextSize) -> &'static str {
    match size {
        TextSize::Usual => "標準",
        TextSize::Large => "大きい",
        TextSize::Largest => "とても大きい",
    }
}

/// The weight of a finding.
pub fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "エラー",
        Severity::Warning => "確認",
        Severity::Notice => "お知らせ",
    }
}

/// Why nothing is kept, and what to do.
pub fn store_fault(fault: StoreFault) -> &'static str {
    match fault {
        StoreFault::Refused => {
            "このブラウザーには保存できません。閉じる前に「下書きをファイルに保存」を押してください。"
        }
        StoreFault::Full => {
            "保存できる容量がいっぱいです。「下書きをファイルに保存」を押して、不要な下書きを消してください。"
        }
    }
}

/// Said where the person deleted the open draft in another tab.
pub const DELETED_ELSEWHERE: &str =
    "この下書きは別のタブで削除されました。入力を続けると、もう一度保存します。";

/// What stands at the second and every further box of a finding; the first has
/// the whole sentence.
pub fn together(first: &str) -> String {
    format!("「{first}」と合わせて確かめてください。")
}

/// A draft without number and name.
pub const UNNAMED: &str = "名称未入力の個票";

fn quoted(titles: &[String]) -> String {
    titles.iter().map(|title| format!("「{title}」")).collect::<Vec<_>>().join("、")
}

/// Said at the start where the journal had more than the store.
pub fn brought_back(titles: &[String]) -> String {
    format!(
        "前回の入力のうち、通常の保存に残っていなかったものを、予備の記録から復元しました：{}。",
        quoted(titles)
    )
}

/// Said at the start where two windows had changed the same draft.
pub fn parted(titles: &[String]) -> String {
    format!(
        "同じ下書きが二つの画面で変更されていたため、両方を別々の下書きとして残しました：{}。",
        quoted(titles)
    )
}

/// Said where the store takes nothing and the journal has everything.
pub fn journal_only(fault: StoreFault) -> &'static str {
    match fault {
        StoreFault::Refused => {
            "通常の保存はこのブラウザーではできませんが、入力は予備の記録に保存しています。念のため「下書きをファイルに保存」を押してください。"
        }
        StoreFault::Full => {
            "保存できる容量がいっぱいですが、入力は予備の記録に保存しています。「下書きをファイルに保存」を押して、不要な下書きを消してください。"
        }
    }
}

/// Said where a chosen file could not be opened.
pub const NOT_OPENED: &str =
    "ファイルを開けませんでした。ほかの画面で開いていないか確かめて、もう一度選んでください。";

/// The characters that all pages of a profile may keep together, as measured.
const ROOM: usize = 5_177_344;

/// How full the store is, in whole percent.
pub fn percent(characters: usize) -> usize {
    characters.saturating_mul(100) / ROOM
}

/// Whether the store is so full that it must be said.
pub fn is_nearly_full(usage: Usage) -> bool {
    percent(usage.all) >= 80
}

/// How full the store is.
pub fn usage(usage: Usage) -> String {
    let others = usage.all.saturating_sub(usage.own);
    let shared = if percent(others) > 0 {
        format!("（ほかの画面の分 {}％を含みます）", percent(others).min(100))
    } else {
        String::new()
    };
    format!("保存できる容量の{}％を使っています{shared}。", percent(usage.all).min(100))
}

/// How much room a draft takes.
pub fn size(title: &str, characters: usize) -> String {
    format!("「{title}」 約{}千字", characters.div_ceil(1000))
}

/// Said when the store is nearly full.
pub fn nearly_full(largest: &[String]) -> String {
    let which = if largest.is_empty() {
        String::new()
    } else {
        format!("大きい下書きは{}です。", quoted(largest))
    };
    format!(
        "保存できる容量が残り少なくなっています。{which}ファイルに保存してから、不要な下書きを消してください。"
    )
}

/// Said of items of the store that were not opened: of what nobody can read and
/// was put away, or of what this page has no form for or is too old for.
pub fn unopened(count: usize, away: bool) -> String {
    if away {
        return format!(
            "読み取れない下書きが{count}件ありました。消さずに別に残しています。ファイルに保存して、担当者に渡してください。"
        );
    }
    format!(
        "この kohyo.html では開けない下書きが{count}件あります。消さずに残していますので、その様式を読み込むか、その様式が入った新しい kohyo.html で開いてください。"
    )
}

/// Said at the address of a draft that is not opened: it lies here, but not the
/// form for it, or it is not here.
pub fn closed(without_form: bool) -> &'static str {
    if without_form {
        "この下書きはこのパソコンに残っていますが、様式がこの kohyo.html に入っていません。最初の画面で様式を読み込むか、その様式が入った kohyo.html で開いてください。"
    } else {
        "この下書きは、このパソコンにはありません。保存したファイルがあれば、最初の画面で開いてください。"
    }
}

/// What is asked before all drafts are removed: how many, and how many that
/// nobody could read.
pub fn deleting_all(drafts: usize, unreadable: usize) -> String {
    let what = match (drafts, unreadable) {
        (_, 0) => format!("下書き{drafts}件"),
        (0, _) => format!("読み取れない下書き{unreadable}件"),
        _ => format!("下書き{drafts}件と、読み取れない下書き{unreadable}件"),
    };
    format!("{what}を消します。元に戻せません。必要なときは、先にファイルに保存してください。")
}

/// Why a sheet is open for reading only.
pub fn reading(reading: Reading) -> &'static str {
    match reading {
        Reading::Elsewhere => {
            "この下書きは、別のタブ（ウィンドウ）で編集しています。ここでは閲覧だけができます。"
        }
        Reading::Newer => {
            "この下書きは、新しい版の画面で保存されています。この画面では閲覧だけができ、上書きはしません。編集するときは、新しい版の画面で開いてください。"
        }
    }
}

/// Said beside a draft that parted from another.
pub fn forked(count: usize) -> String {
    let differs =
        if count > 0 { format!("違う欄は{count}件です。") } else { String::new() };
    format!(
        "同じ下書きがほかの画面でも変更されたため、この画面の内容を別の下書きとして残しました。もとの下書きもそのままあります。{differs}"
    )
}

/// What becomes of the chosen file.
pub fn filed(filed: &Filed) -> String {
    match filed {
        Filed::No => String::new(),
        Filed::Writing(name) => format!("「{name}」に保存しています…"),
        Filed::Saved(name, at) => format!("「{name}」に保存しました {at}"),
        Filed::Lost(_, FileFault::Denied) => {
            "選んだファイルへの書き込みが許可されていません。入力はこの画面で続けられます。"
                .to_owned()
        }
        Filed::Lost(name, FileFault::Changed) => format!(
            "「{name}」がほかの画面で変更されていたため、上書きしていません。別の保存先を選ぶか、最初の画面の「前回の続きから」でそのファイルを開いてください。入力はこの画面で続けられます。"
        ),
        Filed::Lost(name, _) => format!(
            "「{name}」に保存できませんでした。ファイルの場所につながっているか確かめてください。入力はこの画面で続けられます。"
        ),
    }
}

/// What the button beside a lost file offers.
pub fn again(filed: &Filed) -> &'static str {
    match filed {
        Filed::Lost(_, FileFault::Changed) => "別の保存先を選ぶ",
        _ => "もう一度保存する",
    }
}

/// How a file stands to the draft that is here.
pub fn standing(standing: Standing) -> &'static str {
    match standing {
        Standing::Same => "ファイルと下書きは同じ時点のものです。",
        Standing::Newer => "ファイルのほうが新しい内容です。",
        Standing::Older => "このパソコンの下書きのほうが新しい内容です。",
        Standing::Apart => "ファイルと下書きは、それぞれ別に変更されています。",
    }
}

/// What stands in the place of the time at a draft that the journal alone has.
pub const NOTED_ONLY: &str = "予備の記録に保存";

/// What stands in the place of the time at a draft that no store would take.
pub const NOT_KEPT: &str = "保存されていません";

/// What is said where a file could not be written as it was meant.
pub const NOT_WRITTEN: &str = "提出用ファイルを作れませんでした。「下書きをファイルに保存」を押して、担当者に連絡してください。";

/// A text of a file for which a box has no place.
pub fn given(text: &str) -> String {
    if text.is_empty() { String::new() } else { format!("ファイルの内容：「{text}」") }
}

/// A file brings a sheet that is here already.
pub fn arrived(arrival: &Arrival) -> String {
    let Arrival { file, title, .. } = arrival;
    let choice = if arrival.has_comments() {
        "ファイルの内容で置き換えるか、コメントだけを受け取るか、両方を残すか"
    } else {
        "ファイルの内容で置き換えるか、両方を残すか"
    };
    format!(
        "「{file}」の個票は、このパソコンにも下書き「{title}」があります。{choice}を選んでください。"
    )
}

/// When a draft was saved last.
pub fn last_saved(at: &str) -> String {
    moment(at).map(|moment| format!("最終保存 {moment}")).unwrap_or_default()
}

/// Which of several drafts of one name: 「橋りょう点検 個票、必須 4/4、最終保存
/// 2026年11月23日 07:05」
pub fn which_draft(draft: &Draft) -> String {
    let facts = [draft.form.clone(), required(draft.progress), last_saved(&draft.saved_at)];
    let facts: Vec<String> = facts.into_iter().filter(|fact| !fact.is_empty()).collect();
    facts.join("、")
}

/// An earlier state of a draft, with the boxes that differ from the present.
pub fn as_it_was(at: &str, differing: usize) -> String {
    let state = moment(at).map(|moment| format!("{moment} の状態")).unwrap_or_default();
    format!("{state}（今と違う欄 {differing}件）")
}

/// A time of a file as people say it: `2026-11-20T12:00:00+09:00` → `2026年11月20日 12:00`.
fn moment(at: &str) -> Option<String> {
    let part =
        |range: std::ops::Range<usize>| at.get(range).unwrap_or_default().trim_start_matches('0');
    match (at.get(0..4), at.get(11..16)) {
        (Some(year), Some(time)) => {
            Some(format!("{year}年{}月{}日 {time}", part(5..7), part(8..10)))
        }
        _ => None,
    }
}

/// What is printed on a sheet that may be handed in.
pub const FINAL: &str = "提出用";

/// What is printed on any other sheet.
pub const DRAFT: &str = "下書き";

/// What is printed above what has no box in the form.
pub const BOXLESS: &str = "様式に欄のない記入";

/// The foot of a printed page.
pub fn foot(paper: &Paper) -> String {
    let kind = if paper.is_final { FINAL } else { DRAFT };
    format!("{kind}　{}　{}", paper.name, paper.at)
}

/// How many of the boxes that must be filled are filled.
pub fn required((filled, asked): (usize, usize)) -> String {
    if asked == 0 { String::new() } else { format!("必須 {filled} / {asked}") }
}

/// The same for the whole sheet, with the stage at which it is handed in.
pub fn required_at(whole: (usize, usize), stage: Option<&str>) -> String {
    let stage = stage.map(|stage| format!("（{stage}）")).unwrap_or_default();
    format!("{}{stage}", required(whole))
}

/// What is said beside a label of a box that must be filled, from a stage on
/// or always.
pub fn must(stage: Option<&str>) -> String {
    match stage {
        Some(stage) => format!("※必須（{stage}）"),
        None => "※必須".to_owned(),
    }
}

/// How many boxes must still be filled.
pub fn missing(count: usize) -> String {
    format!("まだ書いていない必須の欄 {count}件")
}

/// How many boxes were changed.
pub fn changed(count: usize) -> String {
    format!("開いたときから変えた欄 {count}件")
}

/// How many places a search found.
pub fn found(query: &str, count: usize) -> String {
    match (query.trim().is_empty(), count) {
        (true, _) => String::new(),
        (false, 0) => "見つかりませんでした。".to_owned(),
        (false, count) if count >= MOST_FOUND => {
            format!("はじめの{count}件を示しています。言葉を足すと絞り込めます。")
        }
        (false, count) => format!("{count}件見つかりました。"),
    }
}

/// A text in a list of changes.
pub fn or_blank(text: &str) -> String {
    if text.is_empty() { "（空欄）".to_owned() } else { text.to_owned() }
}

/// An example of what to write.
pub fn example(text: &str) -> String {
    format!("（例：{text}）")
}

/// What stands at a box that must be written anew.
pub const ANEW: &str = "昨年度の内容は引き継いでいません。新しく書いてください。";

/// What is said of a sheet begun from last year's.
pub const CARRIED: &str = "昨年度の個票から作りました。計画などは引き継ぎ、新しく書く欄は空けてあります。昨年度と違う欄には、昨年度の内容を灰色で示しています。";

/// What stood in a box last year.
pub fn last_year(text: &str) -> String {
    format!("昨年度：{text}")
}

/// What a chart shows.
pub fn chart_title(label: &str) -> String {
    format!("{label}の推移")
}

/// A year under a chart: `平成28年度` → `H28` where it is that long.
pub fn short_year(label: &str) -> String {
    label.trim_end_matches('度').trim_end_matches('年').replace("平成", "H").replace("令和", "R")
}

/// A chart in words.
pub fn chart(chart: &Chart, drawn: &Drawn) -> String {
    let lines: Vec<String> = drawn
        .lines
        .iter()
        .map(|line| {
            let years: Vec<String> = chart
                .years
                .iter()
                .zip(&line.texts)
                .filter(|(_, text)| !text.is_empty())
                .map(|(year, text)| format!("{year} {text}"))
                .collect();
            format!("{}は{}", line.name, years.join("、"))
        })
        .collect();
    format!("{}。{}。", chart_title(&chart.label), lines.join("。"))
}

/// The four steps: what each is called, and what is done in it.
pub const STEPS: [(&str, &str); 4] = [
    (
        "個票を選んで始める",
        "「新しく作る」で様式を選びます。昨年度のファイルや、途中で保存したファイルがあれば「ファイルを選ぶ」で開けます。",
    ),
    (
        "書く",
        "紙の個票と同じ並びの欄に書きます。数や日付は、△や和暦など、いつもの書き方で書けます。表はExcelからそのまま貼り付けられます。",
    ),
    (
        "確かめる",
        "右の「確認すること」に、直すところと確かめるところが並びます。押すとその欄へ移ります。下書きは書くたびにこのパソコンに保存されます。",
    ),
    (
        "提出する",
        "「提出用ファイルを書き出す」でファイルを作り、取りまとめの課に渡します。紙が必要なときは「印刷」を押してください。",
    ),
];

/// The heading over a step.
pub fn step_title(at: usize) -> String {
    format!("はじめての方へ（{} / {}）", at + 1, STEPS.len())
}

/// The guide: headings with their sentences.
pub const GUIDE: &[(&str, &[&str])] = &[
    (
        "下書きの保存",
        &[
            "書いた内容は、少し手を止めるたびにこのパソコンのブラウザーに保存されます。保存のボタンを押す必要はありません。",
            "下書きはこのパソコンの中だけにあり、ネットワークには送られません。別のパソコンで続けるときは「下書きをファイルに保存」で作ったファイルを開いてください。",
            "ブラウザーの履歴やデータをすべて消すと、下書きも消えます。大切な下書きはファイルにも保存してください。",
            "下書きがひとりでに消えることはありません。提出用ファイルを書き出しても、下書きは残ります。",
        ],
    ),
    (
        "数と日付の書き方",
        &[
            "マイナスは「△ 1,234」のように書きます。「▲」や「-」でも読み取ります。全角の数字のままで構いません。",
            "まだ決まっていない数は「未定」、当てはまらない欄は「—」と書きます。空欄と0は別のものとして扱います。",
            "日付は「R2.4.1」や「令和2年4月1日」のように書きます。",
        ],
    ),
    (
        "表の入力",
        &[
            "矢印、Enter、Tabで欄を移ります。Shiftと矢印、またはマウスで範囲を選べます。",
            "Excelで範囲をコピーし、左上になる欄を選んで貼り付けてください。貼り付ける前に、読み取った内容を確かめられます。",
            "キーの一覧は「キー」のボタンかF1で開きます。",
        ],
    ),
    (
        "提出の仕方",
        &[
            "「確認すること」のエラーを直し、確認には理由を付けて確認済みにします。",
            "「提出用ファイルを書き出す」を押すと、ダウンロードのフォルダーにファイルができます。そのファイルを取りまとめの課に渡してください。",
            "エラーが残っていても「未完」のファイルとして書き出せます。",
            "提出した後に直したときは、もう一度書き出して渡してください。新しいほうが使われます。",
        ],
    ),
];

/// Totals that moved, for those who do not see it.
pub fn totals_moved(totals: &[(String, String)]) -> String {
    let said: Vec<String> = totals
        .iter()
        .take(2)
        .map(|(label, shown)| format!("{label}は{}", or_blank(shown)))
        .collect();
    let more = match totals.len().saturating_sub(2) {
        0 => String::new(),
        more => format!("。ほかに{more}件"),
    };
    format!("計算した値が変わりました。{}{more}。", said.join("、"))
}

/// How many cells are chosen, for those who do not see it.
pub fn range((rows, columns): (usize, usize)) -> String {
    format!("{rows}行{columns}列を選んでいます。")
}

/// How many characters of those that the form allows; a line end is none.
pub fn characters(text: &str, most: u32) -> String {
    format!("{} / {most}字", text.chars().filter(|letter| *letter != '\n').count())
}

/// What a pasted text becomes.
pub fn becomes(becomes: &Becomes) -> String {
    match becomes {
        Becomes::Blank => "空欄になります。".to_owned(),
        Becomes::Stays => "計算する欄ですので、計算した値のまま変わりません。".to_owned(),
        Becomes::Reads(shown) => shown.clone(),
        Becomes::Said(_, sentence, None) => format!("＊{sentence}"),
        Becomes::Said(_, sentence, Some(shown)) => format!("「{shown}」と読みました。＊{sentence}"),
        Becomes::Agrees(shown) if shown.is_empty() => {
            "計算する欄で、まだ計算した値がありません。貼り付けた文字と食い違いはありません。"
                .to_owned()
        }
        Becomes::Agrees(shown) => format!("計算した値「{shown}」と同じです。"),
        Becomes::Rounds(sentence) => sentence.clone(),
        Becomes::Differs(shown) if shown.is_empty() => {
            "＊計算する欄ですが、まだ値がありません。貼り付けた文字は比べるためだけに残します。"
                .to_owned()
        }
        Becomes::Differs(shown) => {
            format!(
                "＊計算した値「{shown}」と違います。値は計算のままで、貼り付けた文字は比べるためだけに残します。"
            )
        }
    }
}

/// What a pasted block does as a whole.
pub fn pasting(pasting: &Pasting) -> String {
    let mut out = format!("{}欄に貼り付けます。", pasting.steps.len());
    if pasting.compared() > 0 {
        out.push_str(&format!(
            "そのうち{}欄は計算する欄ですので、値を比べるだけで書き換えません。",
            pasting.compared()
        ));
    }
    if pasting.doubtful() > 0 {
        out.push_str(&format!("確かめていただきたい欄が{}欄あります。", pasting.doubtful()));
    }
    out.push_str("「元に戻す」の1回で、貼り付ける前に戻せます。");
    out
}

/// What falls outside the table.
pub fn outside(texts: &[String]) -> Option<String> {
    let first = texts.first()?;
    let shown: String = first.chars().take(20).collect();
    Some(format!(
        "表の外にはみ出すため、「{shown}」{}は貼り付けません。",
        if texts.len() > 1 { format!("など{}件", texts.len()) } else { String::new() }
    ))
}

/// Keys with what they do, by where they work.
pub const KEYS: [(&str, &[(&str, &str)]); 3] = [
    (
        "どこでも",
        &[
            ("F8", "次の「確認すること」の欄へ移ります。"),
            ("Shift + F8", "前の「確認すること」の欄へ移ります。"),
            ("Alt + PageDown", "次の区画へ移ります。"),
            ("Alt + PageUp", "前の区画へ移ります。"),
            ("Ctrl + Z", "元に戻します。書いている途中の欄では、その欄の文字を戻します。"),
            ("Ctrl + Y（Ctrl + Shift + Z）", "やり直します。"),
            ("F1", "この一覧を開きます。"),
        ],
    ),
    (
        "表の中",
        &[
            (
                "矢印",
                "隣の欄へ移ります。文字の途中では、文字の端まで動いてから移ります。選択肢の欄では、上下の矢印で選びます。",
            ),
            (
                "Enter",
                "下の欄へ移ります。変換中は、変換を確定するだけです。長い文を書いている間は改行します。",
            ),
            ("Shift + Enter", "上の欄へ移ります。"),
            ("Tab / Shift + Tab", "次の欄、前の欄へ移ります。"),
            ("Home / End", "行のはじめ、おわりの欄へ移ります。"),
            ("Ctrl + 矢印", "表の端の欄へ移ります。"),
            ("Ctrl + Home / End", "表のはじめ、おわりの欄へ移ります。"),
            ("F2", "欄の文字の続きを書きます。選択肢の欄では一覧を開きます。"),
            ("Esc", "欄に入る前の内容に戻します。範囲を選んでいるときは、その選択を解除します。"),
            ("スペース", "○の欄に○を付けたり、外したりします。"),
            ("Alt + ↓", "選択肢の欄で一覧を開きます。"),
            ("Alt + Enter", "長い文の欄で改行します。"),
        ],
    ),
    (
        "表の範囲",
        &[
            ("Shift + 矢印", "範囲を広げます。マウスのドラッグでも選べます。"),
            ("Ctrl + Shift + 矢印", "範囲を表の端まで広げます。"),
            ("Shift + クリック", "その欄まで範囲を広げます。"),
            ("Delete / Backspace", "選んだ範囲を空にします。"),
            (
                "Ctrl + C / X / V",
                "コピー、切り取り、貼り付けをします。表を貼り付けるときは、先に内容を確かめます。",
            ),
            ("Ctrl + D", "いちばん上の行の内容を、下の行にコピーします。"),
            ("Ctrl + R", "いちばん左の列の内容を、右の列にコピーします。"),
        ],
    ),
];
/// At a warning that was accepted before a text on which it rests was changed.
pub fn lapsed(reason: &str) -> String {
    format!(
        "「{reason}」の理由で確認済みでしたが、その後に内容が変わりました。もう一度確かめてください。"
    )
}

/// Above the list of mends that are made at once.
pub fn mends(count: usize) -> String {
    format!("次の{count}か所を直します。直した後も「元に戻す」で一度に戻せます。")
}

/// Where a fault stands in a definition.
pub fn position(line: usize, column: usize, path: &str) -> String {
    if path.is_empty() {
        format!("{line}行目 {column}文字目")
    } else {
        format!("{line}行目 {column}文字目（{path}）")
    }
}

/// Until when the sheets are to be handed in.
pub fn deadline(text: &str) -> String {
    format!("提出の期限：{}", text.trim())
}

/// A file names a form that is not here.
pub fn no_such_form(id: &str) -> String {
    format!("「{id}」という様式はこの画面にありませんので、先に様式を読み込んでください。")
}

/// A definition was loaded.
pub fn form_taken(title: &str, kept: bool) -> String {
    let lasting = if kept {
        "次に開いたときも使えます。"
    } else {
        "このブラウザーには残せないため、この画面を閉じるまで使えます。"
    };
    format!("様式「{title}」を読み込みました。{lasting}")
}

/// A form that was kept by an earlier page and is refused by this one.
pub fn form_not_understood(title: &str) -> String {
    format!(
        "様式「{title}」は、この kohyo.html では使えません。様式を配布した部署へお知らせください。"
    )
}

/// A definition of which a higher revision is here.
pub fn form_is_older(title: &str) -> String {
    format!("様式「{title}」は、すでにある改訂のほうが新しいため、読み込みませんでした。")
}

/// A list was loaded.
pub fn list_taken(name: &str, rows: usize, kept: bool) -> String {
    let lasting = if kept {
        "次に開いたときも使えます。"
    } else {
        "このブラウザーには残せないため、この画面を閉じるまで使えます。"
    };
    format!("一覧「{name}」の{rows}行を読み込みました。{lasting}")
}

/// A file that was brought as an earlier page and is none.
pub fn no_page(file: &str) -> String {
    format!(
        "「{file}」は kohyo.html ではないか、壊れています。前に使っていたファイルを選んでください。"
    )
}

/// An earlier page that carries nothing.
pub fn page_is_empty(file: &str) -> String {
    format!("「{file}」には、引き継ぐ様式も一覧も入っていません。")
}

/// The page could not put a copy of itself together.
pub const NO_COPY: &str = "この画面の写しを作れませんでした。配布された kohyo.html を開き直して、もう一度お試しください。";

/// Over the items that an earlier revision of the form asked for.
pub const OLD_ITEMS: &str = "旧様式の項目";
/// What becomes of them.
pub const OLD_ITEMS_SUPPORT: &str = "前の改訂の様式で書かれ、今の様式に欄がない項目です。消さずに残し、提出用ファイルにも書き出します。";
/// Over the items that no form here knows.
pub const FOREIGN_ITEMS: &str = "この様式にない項目";
/// What becomes of them.
pub const FOREIGN_ITEMS_SUPPORT: &str =
    "ファイルにあり、この様式に欄がない項目です。消さずに残し、提出用ファイルにも書き出します。";
