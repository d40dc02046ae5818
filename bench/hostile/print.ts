import { buildContract } from '../../schema/build.js';
import { hostileRequests } from './requests.js';

/** The requests as JSON. argv: ids of a budget and of a project of it. */
const [budgetId = '', projectId = ''] = process.argv.slice(2);
process.stdout.write(JSON.stringify(hostileRequests(buildContract(), { budgetId, projectId })));
