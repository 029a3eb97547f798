// The same surface, as far as the tests go.
declare module 'express4' {
  import express from 'express';
  export = express;
}
