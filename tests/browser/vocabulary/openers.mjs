// Programs of others that open what the office hands out.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** What is to be there must be there where the project's own set-up ran. */
function there(run, what) {
  if (run.error?.code !== 'ENOENT') return true;
  assert.ok(!process.env.KOHYO_ALL_TESTS, `there is no ${what}`);
  return false;
}

/** Runs a python script that needs a module; says whether it could. */
export function python(module, script, args = []) {
  const has = spawnSync('python3', ['-c', `import ${module}`]);
  if (has.error || has.status !== 0) {
    assert.ok(!process.env.KOHYO_ALL_TESTS, `python3 has no module ${module}`);
    return false;
  }
  const run = spawnSync('python3', ['-c', script, ...args], { encoding: 'utf8' });
  assert.equal(run.status, 0, run.stdout + run.stderr);
  return run.stdout.trim();
}

/** Lets LibreOffice turn a file into one of another kind; none where there is no LibreOffice. */
export function libreOffice(folder, file, kind) {
  const run = spawnSync(
    'soffice',
    [`-env:UserInstallation=${pathToFileURL(join(folder, 'profile'))}`, '--headless', '--convert-to', kind, '--outdir', folder, file],
    { encoding: 'utf8', cwd: folder },
  );
  if (!there(run, 'soffice')) return null;
  assert.equal(run.status, 0, run.stderr);
  return true;
}
