/** What the screens ask. The names are as Relay's compiler wants them: the file's, what it is about, and the kind. */
export const documents = {
  TableRowQuery: `query TableRowQuery($id: ID!, $at: At) {
    indicator(id: $id, at: $at) {
      id
      entityId
      name
      annualTarget { text kind value }
      project { id name funding { total } fundUser { id name } }
    }
  }`,
  TableNodeQuery: `query TableNodeQuery($id: ID!) {
    node(id: $id) {
      id
      ... on Indicator { entityId name annualTarget { text kind value } }
    }
  }`,
  TableReviseMutation: `mutation TableReviseMutation($input: ReviseIndicatorInput!) {
    reviseIndicator(input: $input) {
      userErrors { message }
      indicator { id annualTarget { text kind value } }
    }
  }`,
  TableHistoryQuery: `query TableHistoryQuery($id: ID!) {
    indicator(id: $id) {
      id
      history(first: 5) { edges { node { id after actor { personId role name } } } }
    }
  }`,
  TablePageQuery: `query TablePageQuery($id: ID!, $at: At, $first: Int, $after: String, $last: Int, $before: String) {
    budget(id: $id, at: $at) {
      id
      projects(first: $first, after: $after, last: $last, before: $before) {
        edges { cursor node { id name } }
        nodes { id }
        pageInfo { startCursor endCursor hasNextPage hasPreviousPage }
      }
    }
  }`,
  TableChangesSubscription: `subscription TableChangesSubscription($filter: ChangeFilter, $after: String, $behind: Position) {
    changes(filter: $filter, after: $after, behind: $behind) { cursor node { id after } }
  }`,
  TableDraftQuery: `query TableDraftQuery($id: ID!) {
    draft(id: $id) { id name status version basis { position } }
  }`,
  TableDraftSubscription: `subscription TableDraftSubscription($draftId: ID, $after: String, $behind: Position) {
    draftChanged(draftId: $draftId, after: $after, behind: $behind) {
      cursor
      kind
      version
      draft { id name status version basis { position } }
    }
  }`,
  TableBudgetQuery: `query TableBudgetQuery($id: ID!) {
    budget(id: $id) { id name contentHash totals { total } basis { version position } }
  }`,
  TableBudgetSubscription: `subscription TableBudgetSubscription($budgetId: ID!, $after: String, $behind: Position) {
    budgetChanged(budgetId: $budgetId, after: $after, behind: $behind) {
      cursor
      kind
      budget { id name contentHash totals { total } basis { version position } }
    }
  }`,
} as const;

export type DocumentName = keyof typeof documents;
