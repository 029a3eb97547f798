// The same API, as far as the tests use it.
declare module 'express4' {
  import express from 'express';
  export = express;
}
