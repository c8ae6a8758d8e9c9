"""Who else somebody could be, said quietly beside what is being typed; nothing moves when a hint comes or goes."""
