/** What every module shares: failures that explain themselves, progress, content keys and files that are whole or absent. */
module pva.base {

  exports pva.base;
}
