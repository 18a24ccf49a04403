// What the page shows, in one place: incidents, filters, selection. Everything on the page listens to it.
import { activeFilters, applyFilters, noFilters } from "./data/filter.js";
import { Incidents } from "./data/incidents.js";

export class View {
  #listeners = new Map();
  #haystacks = null;

  constructor(config) {
    this.config = config;
    this.filters = noFilters();
    this.selected = -1; // a row
    this.held = null; // the id of what the reader looks at, also while a server does not send it
    this.scope = null; // the rows that the list keeps to, when someone opened a group of them
    this.truncated = null; // {shown, total} when a server sent only a part
    this.version = 0; // counts up whenever what is shown changes
    this.setPayloads([]);
  }

  on(event, listener) {
    if (!this.#listeners.has(event)) this.#listeners.set(event, []);
    this.#listeners.get(event).push(listener);
  }

  emit(event, detail) {
    for (const listener of this.#listeners.get(event) ?? []) listener(detail);
  }

  /** Take new incidents. What the reader looks at stays open, be it among them or not; only its row may change. */
  setPayloads(payloads) {
    const scoped = this.scope && new Set([...this.scope].map((row) => this.incidents.id(row)));
    this.incidents = new Incidents(payloads);
    this.#haystacks = null;
    this.scope = scoped && this.#rowsWith(scoped);
    this.selected = this.held === null ? -1 : this.incidents.rowOf(this.held);
    this.refresh({ arrived: true });
    this.emit("data");
  }

  #rowsWith(ids) {
    const rows = new Set();
    for (let row = 0; row < this.incidents.count; row++) if (ids.has(this.incidents.id(row))) rows.add(row);
    return rows.size ? rows : null;
  }

  setFilter(changes) {
    Object.assign(this.filters, changes);
    this.refresh();
  }

  toggle(facet, value) {
    const wanted = this.filters[facet];
    if (!wanted.delete(value)) wanted.add(value);
    this.refresh();
  }

  clearFilters() {
    this.filters = noFilters();
    this.scope = null;
    this.refresh();
  }

  get active() {
    return activeFilters(this.filters);
  }

  /** Filter anew. `arrived` says that the incidents have changed, not what the reader asked for. */
  refresh({ arrived = false } = {}) {
    const { incidents } = this;
    this.result = applyFilters(incidents, this.filters, () => this.#texts());
    this.version++;
    this.#list();
    this.emit("filter", { arrived });
  }

  /** Keep the list to some rows, or with null no longer. The map goes on showing the others. */
  setScope(rows) {
    this.scope = rows && new Set(rows);
    this.#list();
    this.emit("scope");
  }

  #list() {
    this.listed = this.scope ? this.result.rows.filter((row) => this.scope.has(row)) : this.result.rows;
  }

  #texts() {
    this.#haystacks ??= Array.from({ length: this.incidents.count }, (_, row) => this.incidents.haystack(row));
    return this.#haystacks;
  }

  /** Select one incident; -1 is none. `move` asks the map to bring it into view. */
  select(row, { move = false } = {}) {
    this.selected = row;
    this.held = row < 0 ? null : this.incidents.id(row);
    this.emit("select", row);
    if (move && row >= 0) this.emit("reveal", row);
  }

  /** Leave what is selected or opened. */
  close() {
    this.select(-1);
    if (this.scope) this.setScope(null);
  }

  /** List the incidents that have no place. */
  openUnplaced() {
    const { mark } = this.incidents;
    this.select(-1);
    this.setScope([...mark.keys()].filter((row) => mark[row] === 0));
    this.emit("opened");
  }

  /** Show a group of incidents that share a place: alone it is selected, several are listed. */
  open(rows) {
    if (rows.length === 1) this.select(rows[0]);
    else {
      this.select(-1);
      this.setScope(rows);
      this.emit("opened");
    }
  }
}
