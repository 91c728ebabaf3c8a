// Where the page, the command and the browsers are. Only this file reads the environment.
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(fileURLToPath(new URL('../../..', import.meta.url)));

const executable = (path) => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

const onPath = (names) =>
  (process.env.PATH ?? '')
    .split(delimiter)
    .flatMap((folder) => names.map((name) => join(folder, name)))
    .find(executable);

function wanted(what, path, remedy) {
  if (path && existsSync(path)) return path;
  throw new Error(`${what} is not at ${path ?? 'any usual place'}: ${remedy}`);
}

export const page = () =>
  wanted(
    'The page',
    resolve(process.env.KOHYO_PAGE ?? join(root, 'dist/kohyo.html')),
    'build it with `trunk build --release`, or name it in KOHYO_PAGE.',
  );

export const command = () =>
  wanted(
    'The command kohyo',
    process.env.KOHYO_CLI
      ? resolve(process.env.KOHYO_CLI)
      : ['debug', 'release'].map((p) => join(root, 'target', p, 'kohyo')).find(executable),
    'build it with `cargo build -p kohyo-cli`, or name it in KOHYO_CLI.',
  );

export const chromium = () =>
  wanted(
    'Chromium',
    process.env.CHROMIUM ?? onPath(['chromium', 'chromium-browser', 'google-chrome', 'microsoft-edge']),
    'install the package chromium, or name the program in CHROMIUM.',
  );

export const firefox = () =>
  wanted(
    'Firefox ESR',
    process.env.FIREFOX ?? onPath(['firefox-esr', 'firefox']),
    'install the package firefox-esr, or name the program in FIREFOX.',
  );

export const pictures = () => resolve(process.env.KOHYO_PICTURES ?? join(root, 'target/pictures'));

export const forms = join(root, 'forms');

export const rules = (form, edition) => join(root, 'tests/fixtures/rules', form, `${edition}.json`);

export const typed = (form) => join(root, 'tests/fixtures/typed', `${form}.json`);

export const fixture = (name) => join(root, 'tests/fixtures/kashiwa', name);

/** A form that another office wrote: a definition and its tables, addresses of its workbook in it. */
export const elsewhere = join(root, 'tests/fixtures/forms/elsewhere');
