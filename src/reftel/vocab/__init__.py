"""Tables that do not change: countries, tiers, posts, captions, TAGS. Each row says where it comes from."""
