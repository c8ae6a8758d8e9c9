class Share:
    identifier: int
    group_index: int
    group_threshold: int
    index: int
    member_threshold: int
    @classmethod
    def from_mnemonic(cls, mnemonic: str) -> Share: ...
