<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>ArrivalBar</name>
    <message numerus="yes">
        <source>%n model(s) are downloaded.</source>
        <translation>
            <numerusform>%n model is downloaded.</numerusform>
            <numerusform>%n models are downloaded.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ConnectionSection</name>
    <message numerus="yes">
        <source>%n connection(s) by deepwell-fetch, each after a click of yours: %1 received, %2 sent.</source>
        <translation>
            <numerusform>%n connection by deepwell-fetch, after a click of yours: %1 received, %2 sent.</numerusform>
            <numerusform>%n connections by deepwell-fetch, each after a click of yours: %1 received, %2 sent.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n line(s) of the record could not be read.</source>
        <translation>
            <numerusform>%n line of the record could not be read.</numerusform>
            <numerusform>%n lines of the record could not be read.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ContextPanel</name>
    <message numerus="yes">
        <source>Leave out the %n oldest question(s) with their answers</source>
        <translation>
            <numerusform>Leave out the oldest question with its answer</numerusform>
            <numerusform>Leave out the %n oldest questions with their answers</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Downloads</name>
    <message numerus="yes">
        <source>%n minute(s) left</source>
        <translation>
            <numerusform>%n minute left</numerusform>
            <numerusform>%n minutes left</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hour(s) left</source>
        <translation>
            <numerusform>%n hour left</numerusform>
            <numerusform>%n hours left</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DragGhost</name>
    <message numerus="yes">
        <source>%Ln chat(s)</source>
        <translation>
            <numerusform>%Ln chat</numerusform>
            <numerusform>%Ln chats</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>EraseChatSheet</name>
    <message numerus="yes">
        <source>Erase %Ln chat(s) for good?</source>
        <translation>
            <numerusform>Erase %Ln chat for good?</numerusform>
            <numerusform>Erase %Ln chats for good?</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FilesSheet</name>
    <message numerus="yes">
        <source>%1, %n part(s)</source>
        <translation>
            <numerusform>%1, %n part</numerusform>
            <numerusform>%1, %n parts</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FindBar</name>
    <message numerus="yes">
        <source>%n found</source>
        <translation>
            <numerusform>%n found</numerusform>
            <numerusform>%n found</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FolderRow</name>
    <message numerus="yes">
        <source>Folder %1, %Ln chat(s)</source>
        <translation>
            <numerusform>Folder %1, %Ln chat</numerusform>
            <numerusform>Folder %1, %Ln chats</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FoldersSheet</name>
    <message numerus="yes">
        <source>%n model(s)</source>
        <translation>
            <numerusform>%n model</numerusform>
            <numerusform>%n models</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>InstalledPage</name>
    <message numerus="yes">
        <source>%1 of %n model(s)</source>
        <translation>
            <numerusform>%1 of %n model</numerusform>
            <numerusform>%1 of %n models</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n model(s), %1</source>
        <translation>
            <numerusform>%n model, %1</numerusform>
            <numerusform>%n models, %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Library</name>
    <message numerus="yes">
        <source>%n part(s) missing: %1. Download again what is missing.</source>
        <translation>
            <numerusform>%n part is missing: %1. Download it again.</numerusform>
            <numerusform>%n parts are missing: %1. Download them again.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MoreRow</name>
    <message numerus="yes">
        <source>Show %Ln more</source>
        <translation>
            <numerusform>Show %Ln more</numerusform>
            <numerusform>Show %Ln more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>QuestionTools</name>
    <message numerus="yes">
        <source>%n token(s)</source>
        <translation>
            <numerusform>%n token</numerusform>
            <numerusform>%n tokens</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SearchResults</name>
    <message numerus="yes">
        <source>The best %Ln result(s)</source>
        <translation>
            <numerusform>The best result</numerusform>
            <numerusform>The best %Ln results</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln result(s)</source>
        <translation>
            <numerusform>%Ln result</numerusform>
            <numerusform>%Ln results</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SelectionBar</name>
    <message numerus="yes">
        <source>%Ln chat(s) selected</source>
        <translation>
            <numerusform>%Ln chat selected</numerusform>
            <numerusform>%Ln chats selected</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TransferBar</name>
    <message numerus="yes">
        <source>(%n more waiting)</source>
        <translation>
            <numerusform>(%n more waiting)</numerusform>
            <numerusform>(%n more waiting)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TransferDialogs</name>
    <message numerus="yes">
        <source>Export %Ln chat(s)</source>
        <translation>
            <numerusform>Export %Ln chat</numerusform>
            <numerusform>Export %Ln chats</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>deepwell::AttachmentList</name>
    <message numerus="yes">
        <source>%n token(s)</source>
        <translation>
            <numerusform>%n token</numerusform>
            <numerusform>%n tokens</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>At most %n file(s) go with one message.</source>
        <translation>
            <numerusform>At most %n file goes with one message.</numerusform>
            <numerusform>At most %n files go with one message.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>deepwell::AttachmentReader</name>
    <message numerus="yes">
        <source>the first %n page(s) only</source>
        <translation>
            <numerusform>the first page only</numerusform>
            <numerusform>the first %n pages only</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>deepwell::ChatTransfer</name>
    <message numerus="yes">
        <source>Imported %Ln chat(s)</source>
        <translation>
            <numerusform>Imported %Ln chat</numerusform>
            <numerusform>Imported %Ln chats</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s)</source>
        <translation>
            <numerusform>%Ln message</numerusform>
            <numerusform>%Ln messages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln chat(s) were here already and were not added again</source>
        <translation>
            <numerusform>%Ln chat was here already and was not added again</numerusform>
            <numerusform>%Ln chats were here already and were not added again</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln chat(s) were here in an older state; the newer one stands beside it</source>
        <translation>
            <numerusform>%Ln chat was here in an older state; the newer one stands beside it</numerusform>
            <numerusform>%Ln chats were here in an older state; the newer ones stand beside them</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln chat(s) without text were skipped</source>
        <translation>
            <numerusform>%Ln chat without text was skipped</numerusform>
            <numerusform>%Ln chats without text were skipped</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln entry(s) of an unknown form were skipped</source>
        <translation>
            <numerusform>%Ln entry of an unknown form was skipped</numerusform>
            <numerusform>%Ln entries of an unknown form were skipped</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln picture(s) or file(s) are not in the export; a word stands in their place</source>
        <translation>
            <numerusform>%Ln picture or file is not in the export; a word stands in its place</numerusform>
            <numerusform>%Ln pictures or files are not in the export; a word stands in their place</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln entry(s) are damaged, or too long, and were skipped</source>
        <translation>
            <numerusform>%Ln entry is damaged, or too long, and was skipped</numerusform>
            <numerusform>%Ln entries are damaged, or too long, and were skipped</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>deepwell::ContextMeter</name>
    <message numerus="yes">
        <source>This message: %n token(s)</source>
        <translation>
            <numerusform>This message: %n token</numerusform>
            <numerusform>This message: %n tokens</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>deepwell::Conversation</name>
    <message numerus="yes">
        <source>%n message(s) deleted</source>
        <translation>
            <numerusform>%n message deleted</numerusform>
            <numerusform>%n messages deleted</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The model is not given the first %n question(s) of this chat.</source>
        <translation>
            <numerusform>The model is not given the first question of this chat.</numerusform>
            <numerusform>The model is not given the first %n questions of this chat.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>deepwell::History</name>
    <message numerus="yes">
        <source>The chat history was damaged. What could be read was saved: %n message(s). The damaged file is kept as %1.</source>
        <translation>
            <numerusform>The chat history was damaged. What could be read was saved: %n message. The damaged file is kept as %1.</numerusform>
            <numerusform>The chat history was damaged. What could be read was saved: %n messages. The damaged file is kept as %1.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>deepwell::HubSearchModel</name>
    <message numerus="yes">
        <source>%1 download(s)</source>
        <translation>
            <numerusform>%1 download</numerusform>
            <numerusform>%1 downloads</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 like(s)</source>
        <translation>
            <numerusform>%1 like</numerusform>
            <numerusform>%1 likes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>deepwell::MessageItem</name>
    <message numerus="yes">
        <source>%n token(s)</source>
        <translation>
            <numerusform>%n token</numerusform>
            <numerusform>%n tokens</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>deepwell::Notifier</name>
    <message numerus="yes">
        <source>It took %n second(s). Click to read it.</source>
        <translation>
            <numerusform>It took %n second. Click to read it.</numerusform>
            <numerusform>It took %n seconds. Click to read it.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>deepwell::Receipt</name>
    <message numerus="yes">
        <source>%n token(s)</source>
        <translation>
            <numerusform>%n token</numerusform>
            <numerusform>%n tokens</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>deepwell::Workspace</name>
    <message numerus="yes">
        <source>%Ln chat(s) deleted</source>
        <translation>
            <numerusform>%Ln chat deleted</numerusform>
            <numerusform>%Ln chats deleted</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln chat(s) archived</source>
        <translation>
            <numerusform>%Ln chat archived</numerusform>
            <numerusform>%Ln chats archived</numerusform>
        </translation>
    </message>
</context>
</TS>
