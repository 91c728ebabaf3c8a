//! `kohyo`: the engine for the office's scripts. What the page says of a
//! sheet, this says, because it is the same engine.
//!
//! Errors go to stderr in one sentence with file and place; an output file is
//! written aside and then renamed, so that nothing is ever half written.

mod bake;
mod check;
mod collect;
mod fill;
mod library;
mod lint;
mod output;
mod prefill;
mod rows;
mod schema;
mod source;
mod workbooks;

use clap::{Parser, Subcommand};
use std::path::PathBuf;
use std::process::ExitCode;

/// 個票を確かめ、まとめるためのコマンドです。
#[derive(Parser)]
#[command(name = "kohyo", version)]
struct Arguments {
    /// 様式の定義を加えるフォルダー
    #[arg(long, global = true, value_name = "DIR")]
    forms: Option<PathBuf>,
    #[command(subcommand)]
    call: Call,
}

#[derive(Subcommand)]
enum Call {
    /// 様式の一覧
    Forms,
    /// 様式の定義を確かめます
    Lint {
        /// 定義のファイル
        form: PathBuf,
    },
    /// 提出用ファイルのJSON Schema
    Schema {
        /// 様式のid、または定義のファイル
        form: Option<String>,
        /// 版
        #[arg(long)]
        edition: Option<String>,
        /// 様式の定義そのもののJSON Schema（エディターの補完に使います）
        #[arg(long, conflicts_with_all = ["form", "edition"])]
        language: bool,
    },
    /// 欄ごとのテキストから提出用ファイルを作ります
    Fill {
        /// 様式のid、または定義のファイル
        form: String,
        /// 版
        #[arg(long)]
        edition: Option<String>,
        /// {"欄のid": "入力したとおりのテキスト"} のファイル
        cells: PathBuf,
        /// 書き出すファイル（なければ標準出力）
        #[arg(short, long)]
        output: Option<PathBuf>,
        /// 保存の時刻（RFC 3339）
        #[arg(long)]
        at: Option<String>,
        /// 文書のid
        #[arg(long)]
        id: Option<String>,
        /// 提出の段階
        #[arg(long)]
        stage: Option<String>,
    },
    /// 様式、一覧、表の定義を入れた kohyo.html を作ります
    Bake {
        /// もとの kohyo.html
        page: PathBuf,
        /// 書き出すファイル
        #[arg(short, long)]
        output: PathBuf,
        /// 様式のid、または定義のファイル
        #[arg(value_name = "FORM")]
        forms_to_carry: Vec<String>,
        /// 部署などの一覧（CSV、JSON）
        #[arg(long, value_name = "TABLE")]
        master: Vec<PathBuf>,
        /// 公表する表の定義（.json）
        #[arg(long, value_name = "TABLES.json")]
        tables: Vec<PathBuf>,
        /// 提出の期限。書いたとおりに最初の画面に出ます
        #[arg(long, value_name = "TEXT")]
        deadline: Option<String>,
        /// 様式と一覧を引き継ぐ、前の kohyo.html
        #[arg(long, value_name = "OLD.html")]
        from: Option<PathBuf>,
    },
    /// 提出用ファイルを確かめます
    Check {
        /// 確かめるファイル
        #[arg(required = true)]
        files: Vec<PathBuf>,
    },
    /// 提出用ファイルを集め、確かめて、一つの表にします
    Collect {
        /// ファイルかフォルダー
        #[arg(required = true, value_name = "PATH")]
        paths: Vec<PathBuf>,
        /// 届くはずの個票の一覧（department,key,title,countの見出し）
        #[arg(long, value_name = "LIST")]
        expect: Option<PathBuf>,
        /// 公表する表の定義（.json）。Excelのファイルに加わります
        #[arg(long, value_name = "TABLES.json")]
        tables: Vec<PathBuf>,
        /// 欄ごとに1行の表にします
        #[arg(long)]
        long: bool,
        /// 書き出すファイル（.csv .xlsx .ndjson .json）
        #[arg(short, long, value_name = "OUT")]
        output: PathBuf,
    },
    /// 表の行ごとに、または前の年度の個票ごとに、下書きのファイルを作ります
    Prefill {
        /// 様式のid、または定義のファイル
        form: String,
        /// 版
        #[arg(long)]
        edition: Option<String>,
        /// 見出しが欄のidか名称の表（.csv .xlsx）、前の年度の個票（.json）、または記入済みのExcelの個票のフォルダー
        table: PathBuf,
        /// 書き出すフォルダー
        #[arg(short, long, value_name = "DIR")]
        output: PathBuf,
        /// 保存の時刻（RFC 3339）
        #[arg(long)]
        at: Option<String>,
    },
}

/// What stands in `saved.application`.
pub(crate) const APPLICATION: &str = concat!("kohyo ", env!("CARGO_PKG_VERSION"));

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    match run(&arguments) {
        Ok(code) => code,
        Err(sentence) => {
            eprintln!("{sentence}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &Arguments) -> Result<ExitCode, String> {
    let folder = arguments.forms.as_deref();
    match &arguments.call {
        Call::Forms => library::list(folder),
        Call::Lint { form } => lint::lint(form),
        Call::Schema { language: true, .. } => schema::language(),
        Call::Schema { form, edition, .. } => {
            schema::schema(form.as_deref(), edition.as_deref(), folder)
        }
        Call::Fill { form, edition, cells, output, at, id, stage } => fill::fill(&fill::Call {
            form,
            edition: edition.as_deref(),
            cells,
            output: output.as_deref(),
            at: at.as_deref(),
            id: id.as_deref(),
            stage: stage.as_deref(),
            folder,
        }),
        Call::Bake { page, output, forms_to_carry, master, tables, deadline, from } => {
            bake::bake(&bake::Call {
                page,
                output,
                forms: forms_to_carry,
                masters: master,
                tables,
                deadline: deadline.as_deref(),
                from: from.as_deref(),
                folder,
            })
        }
        Call::Check { files } => check::check(files, folder),
        Call::Collect { paths, expect, tables, long, output } => collect::collect(&collect::Call {
            paths,
            expect: expect.as_deref(),
            tables,
            long: *long,
            output,
            folder,
        }),
        Call::Prefill { form, edition, table, output, at } => prefill::prefill(&prefill::Call {
            form,
            edition: edition.as_deref(),
            table,
            output,
            at: at.as_deref(),
            folder,
        }),
    }
}
