// What the page shows, in one place: the engine's answers, filters, order, selection. Everything on the page listens to it.
import { activeFilters, noFilters } from "./data/filter.js";
import { limited } from "./data/limits.js";
import { LocalEngine } from "./engine/local.js";

export class View {
  #listeners = new Map();
  #coming = -1; // a row that is to be selected when its server has sent it
  #members = null; // the scope as the engine knows it

  constructor(config) {
    this.config = config;
    this.loading = Boolean(config.dataUrl); // until its server has answered for the first time
    this.lost = false; // while loading: it has failed
    this.filters = noFilters();
    this.selected = -1; // a row
    this.held = null; // the id of what the reader looks at, also while a server does not send it
    this.hovered = -1; // a row, under the pointer in list or map
    this.scope = null; // the rows that the list keeps to, when someone opened a group of them
    this.sort = "newest"; // or "oldest", or "view": what the map shows comes first
    this.box = null; // what the map shows, [west, south, east, north]
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

  /** Take new incidents, all of which are here. */
  setPayloads(payloads) {
    this.setEngine(new LocalEngine(payloads));
  }

  /** Ask another engine. What the reader looks at stays open, be it among its incidents or not; only its row may change. */
  setEngine(engine) {
    const scoped = this.scope && [...this.scope].map((row) => this.incidents.id(row));
    this.engine = engine;
    engine.announce = (what) => this.#answered(what);
    engine.spared = () => [this.selected, this.hovered, ...(this.held === null ? [] : [this.incidents.rowOf(this.held)]), ...(this.scope ?? [])];
    this.incidents = engine.incidents;
    this.#setMembers(scoped && this.#membersWith(scoped));
    this.selected = this.held === null ? -1 : this.incidents.rowOf(this.held);
    this.hovered = -1;
    this.refresh({ arrived: true });
    this.emit("data");
  }

  #membersWith(ids) {
    const rows = ids.map((id) => this.incidents.rowOf(id)).filter((row) => row >= 0);
    return rows.length ? this.engine.members(rows) : null;
  }

  #answered(what) {
    if (what === "result") this.#take({ arrived: true });
    else if (what === "rows" || what === "lost") this.emit(what);
    else {
      this.version++;
      this.emit("marks");
    }
  }

  /** Change filters. What is over a limit is left out, and told by `limited`. */
  setFilter(changes) {
    const { filters, said } = limited({ ...this.filters, ...changes });
    Object.assign(this.filters, filters);
    this.refresh();
    if (said.length) this.emit("limited", said);
  }

  toggle(facet, value) {
    const wanted = new Set(this.filters[facet]);
    if (!wanted.delete(value)) wanted.add(value);
    this.setFilter({ [facet]: wanted });
  }

  clearFilters() {
    this.filters = noFilters();
    if (this.scopeKind !== "step") this.#setMembers(null); // a story's step keeps to its incidents
    this.emit("cleared");
    this.refresh();
  }

  get active() {
    return activeFilters(this.filters);
  }

  /** Filter anew. `arrived` says that the incidents have changed, not what the reader asked for. */
  refresh({ arrived = false } = {}) {
    this.engine.ask(this.filters);
    this.#take({ arrived });
  }

  #take(how) {
    this.result = this.engine.result;
    this.version++;
    this.#list();
    this.emit("filter", how);
  }

  /**
   * Keep the list to some rows (`engine.rowsOf`), or with null no longer. The map goes on showing the others. `kind` is
   * what they have in common: "here", one spot of the map; "step", of a story; "lost", no place.
   */
  setScope(members, kind = "here") {
    this.scopeKind = kind;
    this.#setMembers(members);
    this.#list();
    this.emit("scope");
  }

  #setMembers(members) {
    this.#members = members;
    this.scope = members && new Set(members);
  }

  /** Order the list by "newest", "oldest" or "view". */
  setSort(key) {
    if (key === this.sort) return;
    this.sort = key;
    this.#list();
    this.emit("sort");
  }

  /** The map tells what it shows. */
  setBox(box) {
    this.box = box;
    if (this.sort !== "view") return;
    this.#list();
    this.emit("sort");
  }

  #list() {
    this.listed = this.engine.list({ sort: this.sort, box: this.box, members: this.#members });
  }

  /** The pointer is over an incident, or with -1 over none. */
  hover(row) {
    if (row === this.hovered) return;
    this.hovered = row;
    this.emit("hover", row);
  }

  /** Select one incident; -1 is none. `move` asks the map to bring it into view. */
  select(row, { move = false } = {}) {
    this.selected = row;
    this.#coming = -1;
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
    this.select(-1);
    this.setScope(this.engine.unplaced(), "lost");
    this.emit("opened");
  }

  /** Select what its server has still to send, unless the reader has gone on to something else by then. */
  async #bring(members, row) {
    this.#coming = row;
    await this.engine.bring(members).catch(() => {}); // the page tells when its server cannot be reached
    if (this.#coming === row && this.incidents.line(row)) this.select(row);
  }

  /** Show the members of a group or an area: one alone is selected, several are listed. */
  open(members, kind = "here") {
    if (members.length === 1) {
      const [row] = members;
      if (this.incidents.line(row)) this.select(row);
      else this.#bring(members, row);
      return;
    }
    this.select(-1);
    this.setScope(members, kind);
    this.emit("opened");
  }
}
