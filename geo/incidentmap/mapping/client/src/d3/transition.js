// In place of d3-transition, of which d3-brush calls one function: no brush of ours is ever in a transition.

export const interrupt = () => {};
