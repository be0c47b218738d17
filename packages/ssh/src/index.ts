/** One verified SSH connection per host. */
export {}
