class Share:
    index: int
    @classmethod
    def from_mnemonic(cls, mnemonic: str) -> Share: ...
