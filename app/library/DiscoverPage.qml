import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Deepwell.Library
import Deepwell.Settings.Pages
import Deepwell.Style

// Models that could be had: the catalog, and the search of a hub.
FocusScope {
    id: root

    readonly property bool showsResults: Hub.searched !== ""
    readonly property bool narrow: width < 560
    signal downloading()
    signal settingsRequested()
    signal linkRequested(string link)

    // A repository's name or its address on the hub opens its files; other words are searched for.
    function go(words: string): void {
        const repository = Hub.repositoryIn(words);
        if (repository !== "") files.show(repository);
        else if (words.trim() !== "") Hub.search(words);
    }
    function focusSearch(): void { search.forceActiveFocus(); search.selectAll(); }
    function goBack(): void { search.clear(); Hub.clearSearch(); search.forceActiveFocus(); }

    ColumnLayout {
        anchors.fill: parent
        spacing: Theme.space3

        RowLayout {
            Layout.fillWidth: true
            spacing: Theme.space2

            TextBox {
                id: search

                objectName: "searchHub"
                Layout.fillWidth: true
                Layout.maximumWidth: 560
                focus: true
                iconName: "search"
                placeholderText: qsTr("Search %1, or paste a model's address").arg(Hub.host)
                Accessible.name: qsTr("Search %1").arg(Hub.host)
                maximumLength: 400
                onAccepted: root.go(text)
                Keys.onEscapePressed: event => {
                    event.accepted = text !== "" || root.showsResults;
                    root.goBack();
                }
            }
            PushButton {
                objectName: "searchHubButton"
                text: qsTr("Search")
                enabled: search.text.trim() !== ""
                onClicked: root.go(search.text)
            }
            Item { Layout.fillWidth: true; Layout.preferredWidth: 0 }
        }
        GridLayout {
            Layout.fillWidth: true
            columns: root.narrow ? 1 : 2
            columnSpacing: Theme.space3
            rowSpacing: Theme.space2

            RowLayout {
                Layout.fillWidth: true
                spacing: Theme.space2

                PushButton {
                    objectName: "backToCatalog"
                    visible: root.showsResults
                    compact: true
                    kind: "quiet"
                    iconName: "chevron-left"
                    text: qsTr("Catalog")
                    onClicked: root.goBack()
                }
                Icon {
                    visible: !root.showsResults
                    Layout.alignment: Qt.AlignTop
                    Layout.topMargin: 1
                    Layout.preferredWidth: 14
                    Layout.preferredHeight: 14
                    name: "lock"
                    color: Theme.textFaint
                }
                Text {
                    objectName: "discoverNote"
                    Layout.fillWidth: true
                    text: root.showsResults ? qsTr("“%1” on %2").arg(Hub.searched).arg(Hub.host)
                                            : qsTr("This list is part of Deepwell, its sizes are approximate. Nothing is asked of %1 until you search or download: then it says what it has and how large that is.").arg(Hub.host)
                    textFormat: Text.PlainText
                    wrapMode: Text.Wrap
                    color: Theme.textMuted
                    font.pixelSize: Theme.small
                }
            }
            Row {
                visible: root.showsResults
                spacing: Theme.space2

                ChoiceMenu {
                    objectName: "hubFormat"
                    Accessible.name: qsTr("Format of the models")
                    current: Hub.format
                    choices: [
                        { value: "gguf", words: "GGUF" },
                        { value: "safetensors", words: "Safetensors" }
                    ]
                    onChosen: value => Hub.format = value
                }
                ChoiceMenu {
                    objectName: "hubOrder"
                    Accessible.name: qsTr("Order of the results")
                    current: Hub.order
                    choices: [
                        { value: "downloads", words: qsTr("Most downloads") },
                        { value: "lastModified", words: qsTr("Newest") },
                        { value: "likes", words: qsTr("Most likes") }
                    ]
                    onChosen: value => Hub.order = value
                }
            }
        }
        Item {
            Layout.fillWidth: true
            Layout.fillHeight: true

            component Rows: ListView {
                anchors.fill: parent
                anchors.leftMargin: -4
                anchors.rightMargin: -10
                leftMargin: 4
                rightMargin: 10
                topMargin: 2
                bottomMargin: Theme.space5
                clip: true
                spacing: Theme.space2
                boundsBehavior: Flickable.StopAtBounds
                ScrollBar.vertical: ScrollRail {}
                Accessible.role: Accessible.List

                FocusInSight {}
            }

            Rows {
                objectName: "catalogList"
                visible: !root.showsResults
                model: Hub.catalog
                Accessible.name: qsTr("Catalog")
                delegate: CatalogRow {
                    onDownloadRequested: variant => { Hub.downloadModel(modelId, variant); root.downloading(); }
                }
            }
            Rows {
                id: results

                objectName: "hubList"
                visible: root.showsResults
                model: Hub.results
                Accessible.name: qsTr("Search results")
                delegate: HubRow { onClicked: files.show(repository) }
                footer: Column {
                    visible: results.count > 0 && (Hub.more || Hub.searching || Hub.searchError !== "")
                    width: results.width - results.leftMargin - results.rightMargin
                    height: visible ? implicitHeight : 0
                    topPadding: Theme.space3
                    spacing: Theme.space2

                    Text {
                        width: parent.width
                        visible: text !== ""
                        text: Hub.searchError
                        textFormat: Text.PlainText
                        horizontalAlignment: Text.AlignHCenter
                        wrapMode: Text.Wrap
                        color: Theme.danger
                        font.pixelSize: Theme.small
                    }
                    ProgressRing { anchors.horizontalCenter: parent.horizontalCenter; width: 22; height: 22; visible: Hub.searching }
                    PushButton {
                        objectName: "showMore"
                        anchors.horizontalCenter: parent.horizontalCenter
                        visible: Hub.more
                        compact: true
                        text: qsTr("Show more")
                        onClicked: Hub.showMore()
                    }
                }
            }
            StateNote {
                objectName: "hubState"
                anchors.centerIn: parent
                visible: root.showsResults && results.count === 0
                working: Hub.searching
                iconName: Hub.searchError !== "" ? "warning" : "search"
                title: Hub.searching ? qsTr("Asking %1…").arg(Hub.host) : Hub.searchError !== "" ? qsTr("The search did not work") : qsTr("Nothing was found")
                about: Hub.searching ? "" : Hub.searchError !== "" ? Hub.searchError : Hub.format === "gguf" ? qsTr("Only repositories with GGUF files were searched. Try fewer words, or the other format.")
                                                                                                                        : qsTr("Only repositories with safetensors for text were searched. Try fewer words, or the other format.")
                PushButton {
                    visible: !Hub.searching
                    text: qsTr("Try again")
                    onClicked: Hub.search(Hub.searched)
                }
            }
        }
    }
    FilesSheet {
        id: files

        objectName: "filesSheet"
        onDownloading: root.downloading()
        onSettingsRequested: root.settingsRequested()
        onLinkRequested: link => root.linkRequested(link)
        onSearchRequested: words => Hub.search(words)
    }
}
