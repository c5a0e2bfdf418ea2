"""What an article is called by: keys of its addresses, and of the name that its source gives it.

An address is cut for its key to what says which article is meant; what is fetched and shown stays as it was given.
"""

from nutgraf.naming.addresses import address_key, keys_of, plain_address
from nutgraf.naming.caches import original_address
from nutgraf.naming.names import names_of_article

__all__ = ["address_key", "keys_of", "names_of_article", "original_address", "plain_address"]
