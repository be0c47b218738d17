/** Executor over the docker command line. */
export {}
