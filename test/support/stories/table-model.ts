import type { FundUserRow, IndicatorRow, ProjectRow, TableDocument } from '../../../src/documents/table.js';

/** A table as a reader of the paper sees it: no lines of a file, nothing that the reader of the text assumed. */
export interface TableModel {
  unitName: string;
  fundUsers: FundUserModel[];
}
export type FundUserModel = Omit<FundUserRow, 'line' | 'projects'> & { projects: ProjectModel[] };
export type ProjectModel = Omit<ProjectRow, 'line' | 'indicators'> & { indicators: IndicatorModel[] };
export type IndicatorModel = Omit<IndicatorRow, 'line'>;

export function modelOf({ unitName, fundUsers }: TableDocument): TableModel {
  return {
    unitName,
    fundUsers: fundUsers.map(({ line: _row, projects, ...fundUser }) => ({
      ...fundUser,
      projects: projects.map(({ line: _line, indicators, ...project }) => ({
        ...project,
        indicators: indicators.map(({ line: _own, ...indicator }) => indicator),
      })),
    })),
  };
}

/** The same as a document whose rows stand on lines 1, 2, 3 and so on, each on one of its own. */
export function documentOf({ unitName, fundUsers }: TableModel): TableDocument {
  let line = 0;
  const next = () => (line += 1);
  return {
    unitName,
    fundUsers: fundUsers.map((fundUser) => ({
      ...fundUser,
      line: next(),
      projects: fundUser.projects.map((project) => ({
        ...project,
        line: next(),
        indicators: project.indicators.map((indicator) => ({ ...indicator, line: next() })),
      })),
    })),
    assumptions: [],
  };
}
