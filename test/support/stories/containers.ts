import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

/** What of a service of docker-compose.yml is looked at. */
export interface Service {
  image?: string;
  build?: { target: string };
  user?: string;
  read_only?: boolean;
  cap_drop?: string[];
  cap_add?: string[];
  security_opt?: string[];
  network_mode?: string;
  networks?: string[];
  ports?: string[];
  volumes?: string[];
  environment?: Record<string, string>;
  entrypoint?: string[];
  command?: string[];
  depends_on?: Record<string, { condition: string }>;
  healthcheck?: { test?: string[]; disable?: boolean };
  restart?: string;
  profiles?: string[];
  deploy?: { resources: { limits: { cpus?: string; memory?: string; pids?: number } } };
}

export interface Composition {
  services: Record<string, Service>;
  networks: Record<string, { internal?: boolean }>;
  volumes: Record<string, object>;
}

export function composition(): Composition {
  return parse(readFileSync('docker-compose.yml', 'utf8'), { merge: true }) as Composition;
}

/** A stage of the Dockerfile: its instructions, each with what it says. */
export interface Stage {
  name: string;
  instructions: { name: string; text: string }[];
}

export function stages(): Stage[] {
  const lines = readFileSync('Dockerfile', 'utf8')
    .replaceAll(/^#.*\n/gm, '')
    .split('\n')
    .filter((line) => line.trim() !== '');
  const found: Stage[] = [];
  for (const line of lines) {
    const [, name = '', text = ''] = /^(\w+)\s+(.*)$/.exec(line) ?? [];
    if (name === 'FROM') found.push({ name: /\bAS (\S+)$/.exec(text)?.[1] ?? '', instructions: [] });
    found.at(-1)?.instructions.push({ name, text });
  }
  return found;
}

/** The words of an instruction that is written as JSON; HEALTHCHECK has its options before. */
export function wordsOf({ instructions }: Stage, name: string): string[] {
  const text = instructions.find((each) => each.name === name)?.text ?? '[]';
  return JSON.parse(text.slice(text.indexOf('['))) as string[];
}
