#!/usr/bin/env node
import { exitWith, run } from './run.js';

exitWith(await run(process.argv.slice(2)));
