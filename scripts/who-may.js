import { readFileSync, writeFileSync } from 'node:fs';
import { withWhoMay } from '../dist/schema/who-may/print-who-may.js';

/** Writes the table of roles, mutations and stages into the officer's page: `npm run who-may`. */
const page = 'docs/officer.md';
writeFileSync(page, withWhoMay(readFileSync(page, 'utf8')));
