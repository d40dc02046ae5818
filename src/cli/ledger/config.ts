import type { Command } from 'commander';
import type { Config } from '../../config.js';
import { readConfig } from '../../config.js';
import { withFiles } from '../../config-files.js';

/** The environment, with the data folder of `--data` in its place, and what its files hold. @throws ConfigError */
export function variablesOf(command: Command): Record<string, string | undefined> {
  const { data } = command.optsWithGlobals<{ data?: string }>();
  return withFiles(data === undefined ? process.env : { ...process.env, DATA_DIR: data });
}

/** The server's own configuration. @throws ConfigError */
export function configOf(command: Command): Config {
  return readConfig(variablesOf(command));
}
