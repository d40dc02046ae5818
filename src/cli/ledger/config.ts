import type { Command } from 'commander';
import type { Config } from '../../config.js';
import { readConfig } from '../../config.js';

/** The environment, with the data folder of `--data` in its place. */
export function variablesOf(command: Command): Record<string, string | undefined> {
  const { data } = command.optsWithGlobals<{ data?: string }>();
  return data === undefined ? process.env : { ...process.env, DATA_DIR: data };
}

/** The server's own configuration. @throws ConfigError */
export function configOf(command: Command): Config {
  return readConfig(variablesOf(command));
}
